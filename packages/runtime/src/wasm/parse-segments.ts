import { type ByteReader, malformed } from './byte-reader.ts'
import { OP } from './opcodes.ts'
import { forbidden } from './parsed-module.ts'

/** One constant and `end`: since no global can be imported, WebAssembly 1.0 allows nothing else. */
export function parseConstant(reader: ByteReader): void {
  const op = reader.byte()
  if (op === OP.i32Const) reader.skipLeb(5)
  else if (op === OP.i64Const) reader.skipLeb(10)
  else if (op === OP.f32Const) reader.take(4)
  else if (op === OP.f64Const) reader.take(8)
  else forbidden('an initial value that is not a constant')
  if (reader.byte() !== OP.end) forbidden('extended constant expressions')
}

/** Element and data segments stay as they are; this only makes sure that they are of the simple kinds. */
export function skipSegments(reader: ByteReader, kind: 'elements' | 'data', functionCount: number): void {
  const count = reader.u32()
  for (let index = 0; index < count; index++) {
    const flags = reader.u32()
    const passive = flags === 1 || (flags === 3 && kind === 'elements')
    if (flags > (kind === 'data' ? 2 : 3)) forbidden(`${kind} segment of kind ${flags}`)
    if (flags === 2 && reader.u32() !== 0) forbidden(`${kind} for a second memory or table`)
    if (!passive) parseConstant(reader)
    if (kind === 'data') {
      reader.take(reader.u32())
      continue
    }
    if (flags !== 0 && reader.byte() !== 0x00) forbidden('elements that are not functions')
    const length = reader.u32()
    for (let element = 0; element < length; element++)
      if (reader.u32() >= functionCount) malformed('an element points to a function that is not there')
  }
}
