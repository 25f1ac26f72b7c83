import type { ByteReader } from './byte-reader.ts'
import { type FunctionType, forbidden } from './parsed-module.ts'

const MAX_PARAMS = 1_000

function parseValueTypes(reader: ByteReader): number[] {
  const count = reader.u32()
  if (count > MAX_PARAMS) forbidden(`a function with over ${MAX_PARAMS} parameters`)
  const types: number[] = []
  for (let index = 0; index < count; index++) {
    const type = reader.byte()
    if (type === 0x7b) forbidden('SIMD (v128)')
    if (type < 0x7c || type > 0x7f) forbidden('reference types (in a function type)')
    types.push(type)
  }
  return types
}

export function parseTypes(reader: ByteReader): FunctionType[] {
  const count = reader.u32()
  const types: FunctionType[] = []
  for (let index = 0; index < count; index++) {
    if (reader.byte() !== 0x60) forbidden('garbage collection (a type that is not a function)')
    const params = parseValueTypes(reader)
    const results = parseValueTypes(reader)
    if (results.length > 1) forbidden('multi-value (a function with several results)')
    types.push({ params, results })
  }
  return types
}
