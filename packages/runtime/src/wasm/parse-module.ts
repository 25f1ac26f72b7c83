import { AppError } from '@network3/core/app-error'
import { type ByteReader, createByteReader, malformed } from './byte-reader.ts'
import { parseConstant, skipSegments } from './parse-segments.ts'
import { parseTypes } from './parse-types.ts'
import { forbidden, type ParsedModule, type Section } from './parsed-module.ts'
import { WASI_MODULE, wasiSignatures } from './wasi-signatures.ts'

const MAGIC = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]
const MAX_TABLE_ENTRIES = 100_000

function listSections(reader: ByteReader): Map<number, Section> {
  const sections = new Map<number, Section>()
  while (reader.position < reader.end) {
    const id = reader.byte()
    const content = reader.sub(reader.u32())
    if (id === 0) continue
    if (id === 13) forbidden('exceptions (tag section)')
    if (id > 12) forbidden(`section ${id}`)
    if (sections.has(id)) malformed(`section ${id} is there twice`)
    sections.set(id, { id, content })
  }
  return sections
}

function parseImports(reader: ByteReader, module: ParsedModule): void {
  const count = reader.u32()
  for (let index = 0; index < count; index++) {
    const from = reader.text()
    const name = reader.text()
    const refuse = (): never => {
      throw new AppError('RUNTIME_IMPORT_FORBIDDEN', `${from}.${name}`)
    }
    const signature = Object.hasOwn(wasiSignatures, name) ? wasiSignatures[name] : undefined
    if (reader.byte() !== 0x00 || from !== WASI_MODULE || signature === undefined) throw refuse()
    const typeIndex = reader.u32()
    const type = module.types[typeIndex] ?? malformed(`type ${typeIndex} is not there`)
    const same = (left: readonly number[], right: readonly number[]) => left.join() === right.join()
    if (!same(type.params, signature.params) || !same(type.results, signature.results)) refuse()
    module.functionTypes.push(typeIndex)
  }
  module.importCount = count
}

/** Bounds in pages or entries; anything but plain 32-bit bounds is a feature we refuse. */
function parseBounds(reader: ByteReader): { min: number; max: number | undefined } {
  const flags = reader.byte()
  if (flags & 0x04) forbidden('memory64')
  if (flags & 0x02) forbidden('threads (shared memory)')
  if (flags > 1) forbidden(`bounds with flags ${flags}`)
  return { min: reader.u32(), max: flags === 1 ? reader.u32() : undefined }
}

function parseTables(reader: ByteReader, module: ParsedModule): void {
  const count = reader.u32()
  if (count > 1) forbidden('reference types (several tables)')
  for (let index = 0; index < count; index++) {
    if (reader.byte() !== 0x70) forbidden('reference types (a table of other than functions)')
    if (parseBounds(reader).min > MAX_TABLE_ENTRIES) forbidden(`a table over ${MAX_TABLE_ENTRIES} entries`)
  }
  module.tableCount = count
}

function parseMemories(reader: ByteReader, module: ParsedModule): void {
  const count = reader.u32()
  if (count > 1) forbidden('multiple memories')
  if (count === 1) module.memory = parseBounds(reader)
}

function parseGlobals(reader: ByteReader, module: ParsedModule): void {
  module.globalCount = reader.u32()
  for (let index = 0; index < module.globalCount; index++) {
    const type = reader.byte()
    if (type < 0x7c || type > 0x7f) forbidden('a global that is not a number')
    if (reader.byte() > 1) forbidden('shared globals')
    parseConstant(reader)
  }
}

/** Of all that is exported, the one entry counts; the memory's name does not. */
function parseExports(reader: ByteReader, module: ParsedModule): void {
  const count = reader.u32()
  for (let index = 0; index < count; index++) {
    const name = reader.text()
    const kind = reader.byte()
    const target = reader.u32()
    if (kind === 0 && name === '_start') module.entry = target
    if (kind > 3) forbidden('an export of a kind we do not know')
  }
}

/**
 * Reads the structure of `bytes` and refuses what the network does not run. The instructions themselves are read by
 * rewriteBody. Indices that prepare relies on are checked here or there, whatever the engine thinks of them.
 */
export function parseModule(bytes: Uint8Array): ParsedModule {
  const reader = createByteReader(bytes)
  for (const expected of MAGIC)
    if (reader.byte() !== expected) malformed('not a WebAssembly module, version 1')
  const sections = listSections(reader)
  const module: ParsedModule = {
    sections,
    types: [],
    functionTypes: [],
    importCount: 0,
    tableCount: 0,
    globalCount: 0,
    memory: undefined,
    entry: undefined,
  }
  const read = (id: number, parse: (content: ByteReader) => void) => {
    const section = sections.get(id)
    if (section === undefined) return
    const content = createByteReader(bytes, section.content.position, section.content.end)
    parse(content)
    if (content.position !== content.end) malformed(`section ${id} is longer than its content`)
  }
  if (sections.has(8)) throw new AppError('RUNTIME_START_FORBIDDEN', 'section 8')
  read(1, (content) => {
    module.types = parseTypes(content)
  })
  read(2, (content) => parseImports(content, module))
  read(3, (content) => {
    const count = content.u32()
    for (let index = 0; index < count; index++) {
      const type = content.u32()
      if (module.types[type] === undefined) malformed(`type ${type} is not there`)
      module.functionTypes.push(type)
    }
  })
  read(4, (content) => parseTables(content, module))
  read(5, (content) => parseMemories(content, module))
  read(6, (content) => parseGlobals(content, module))
  read(7, (content) => parseExports(content, module))
  read(9, (content) => skipSegments(content, 'elements', module.functionTypes.length))
  read(11, (content) => skipSegments(content, 'data', module.functionTypes.length))
  return module
}
