import { AppError } from '@network3/core/app-error'
import { createByteReader, malformed } from './byte-reader.ts'
import { type ByteWriter, createByteWriter } from './byte-writer.ts'
import { type Injected, PREPARED_EXPORTS, writeChargeBody, writeGlobals, writeGrowBody } from './injected.ts'
import { I32 } from './opcodes.ts'
import { parseModule } from './parse-module.ts'
import type { ParsedModule } from './parsed-module.ts'
import { rewriteBody } from './rewrite-body.ts'

const PAGE_BYTES = 65_536

/** The rewritten module; see prepareModule. */
export function rewriteModule(
  bytes: Uint8Array,
  limits: { memoryBytes: number; callDepth: number },
): Uint8Array {
  // First of all by the engine's own reader: what it takes for a module, and nothing else, is then read by ours.
  if (!WebAssembly.validate(bytes as Uint8Array<ArrayBuffer>)) {
    parseModule(bytes)
    readBodies(bytes)
    malformed('the engine refuses it')
  }
  const module = parseModule(bytes)
  const entryType = module.types[module.functionTypes[module.entry ?? -1] ?? -1]
  if (module.memory === undefined || entryType === undefined)
    throw new AppError('RUNTIME_ENTRY_MISSING', module.memory === undefined ? 'no memory' : 'no _start')
  if (entryType.params.length + entryType.results.length > 0)
    throw new AppError('RUNTIME_ENTRY_MISSING', '_start takes or gives values')
  const maxPages = Math.min(module.memory.max ?? 65_536, Math.floor(limits.memoryBytes / PAGE_BYTES))
  if (module.memory.min > maxPages)
    throw new AppError('RUNTIME_MEMORY_TOO_LARGE', `${module.memory.min} pages of at most ${maxPages}`)
  return writeModule(bytes, module, { maxPages, callDepth: limits.callDepth })
}

function injectedInto(module: ParsedModule): Injected {
  const functions = module.functionTypes.length
  const globals = module.globalCount
  return { gas: globals, depth: globals + 1, trap: globals + 2, charge: functions, grow: functions + 1 }
}

function writeModule(
  bytes: Uint8Array,
  module: ParsedModule,
  bounds: { maxPages: number; callDepth: number },
): Uint8Array {
  const injected = injectedInto(module)
  const out = createByteWriter(bytes.length * 2)
  out.op(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00)
  const section = (id: number, write: (content: ByteWriter) => void) => {
    const content = createByteWriter(1_024)
    write(content)
    out.byte(id)
    out.sized(content)
  }
  /** A vector section with entries of ours behind the module's own. */
  const extended = (id: number, more: number, write: (content: ByteWriter) => void) =>
    section(id, (content) => {
      const old = module.sections.get(id)?.content
      const reader = old === undefined ? undefined : createByteReader(bytes, old.position, old.end)
      content.u32((reader?.u32() ?? 0) + more)
      if (reader !== undefined) content.raw(bytes, reader.position, reader.end)
      write(content)
    })
  const kept = (id: number) => {
    const old = module.sections.get(id)?.content
    if (old !== undefined) section(id, (content) => content.raw(bytes, old.position, old.end))
  }

  extended(1, 1, (content) => content.op(0x60, 1, I32, 1, I32))
  kept(2)
  extended(3, 2, (content) => {
    content.u32(module.types.length)
    content.u32(module.types.length)
  })
  kept(4)
  section(5, (content) => {
    content.op(1, 1)
    content.u32(module.memory?.min ?? 0)
    content.u32(bounds.maxPages)
  })
  extended(6, 3, (content) => writeGlobals(content, bounds.callDepth))
  section(7, (content) => {
    content.u32(4)
    const give = (name: string, kind: number, index: number) => {
      content.text(name)
      content.byte(kind)
      content.u32(index)
    }
    give(PREPARED_EXPORTS.entry, 0x00, module.entry ?? 0)
    give(PREPARED_EXPORTS.memory, 0x02, 0)
    give(PREPARED_EXPORTS.gas, 0x03, injected.gas)
    give(PREPARED_EXPORTS.trap, 0x03, injected.trap)
  })
  kept(9)
  kept(12)
  section(10, (content) => {
    writeBodies(bytes, module, injected, content)
    content.sized(writeChargeBody(injected))
    content.sized(writeGrowBody(injected, bounds.maxPages))
  })
  kept(11)
  return out.bytes().slice()
}

function writeBodies(bytes: Uint8Array, module: ParsedModule, injected: Injected, out: ByteWriter): void {
  const own = module.functionTypes.length - module.importCount
  const code = module.sections.get(10)?.content
  const reader = code === undefined ? undefined : createByteReader(bytes, code.position, code.end)
  const count = reader?.u32() ?? 0
  if (count !== own) malformed(`${own} functions, but ${count} bodies`)
  out.u32(count + 2)
  const writers = { body: createByteWriter(4_096), out: createByteWriter(4_096) }
  for (let index = 0; index < count; index++) {
    const type = module.types[module.functionTypes[module.importCount + index] ?? -1]
    if (type === undefined || reader === undefined) throw malformed('a function without its type')
    out.sized(rewriteBody(reader.sub(reader.u32()), type, module, injected, writers))
  }
  if (reader !== undefined && reader.position !== reader.end)
    malformed('section 10 is longer than its content')
}

/** Of a module the engine refuses: finds the better reason, if there is one, by reading all of it. */
function readBodies(bytes: Uint8Array): void {
  const module = parseModule(bytes)
  writeBodies(bytes, module, injectedInto(module), createByteWriter())
}
