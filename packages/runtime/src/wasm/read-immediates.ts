import { AppError } from '@network3/core/app-error'
import { type ByteReader, malformed } from './byte-reader.ts'
import { EMPTY_BLOCK, OP, opcodes } from './opcodes.ts'
import { type FunctionType, forbidden, type ParsedModule } from './parsed-module.ts'
import { nameOfRefused } from './refused-opcodes.ts'

export type ReadImmediates = {
  gas: number
  /** Labels a branch may go to. */
  labels: readonly number[]
  /** Control may leave here, so that what follows is another segment. */
  endsSegment: boolean
  /** The operand on top of the stack is a length to be charged. */
  bulkLength: boolean
  /** Of a call. */
  callee: FunctionType | undefined
  /** Of a block: 0 or 1. */
  results: number
  pops: number
  pushes: number
}

const NO_LABELS: readonly number[] = []

/** Reads past the immediates of the instruction `op` and checks every index in them that rewriting relies on. */
export function readImmediates(reader: ByteReader, op: number, module: ParsedModule): ReadImmediates {
  if (op === OP.bulk) return readBulk(reader, module)
  const row = opcodes[op]
  const read: ReadImmediates = {
    gas: row?.gas ?? 1,
    labels: NO_LABELS,
    endsSegment:
      op === OP.br || op === OP.brIf || op === OP.brTable || op === OP.else || op === OP.unreachable,
    bulkLength: false,
    callee: undefined,
    results: 0,
    pops: row?.pops ?? 0,
    pushes: row?.pushes ?? 0,
  }
  switch (row?.immediates) {
    case 'block':
      read.results = readBlockType(reader)
      break
    case 'index':
      readIndex(reader, op, module, read)
      break
    case 'table': {
      const count = reader.u32()
      const labels: number[] = []
      for (let index = 0; index <= count; index++) labels.push(reader.u32())
      read.labels = labels
      break
    }
    case 'call': {
      const type = reader.u32()
      read.callee = module.types[type] ?? malformed(`type ${type} is not there`)
      if (reader.u32() !== 0) forbidden('reference types (a second table)')
      break
    }
    case 'memory':
      if (reader.u32() >= 64) forbidden('multiple memories')
      reader.skipLeb(5)
      break
    case 'zero':
      if (reader.byte() !== 0) forbidden('multiple memories')
      break
    case 'leb32':
      reader.skipLeb(5)
      break
    case 'leb64':
      reader.skipLeb(10)
      break
    case 4:
    case 8:
      reader.take(row.immediates)
      break
    default:
  }
  return read
}

function readBlockType(reader: ByteReader): number {
  const type = reader.byte()
  if (type === EMPTY_BLOCK) return 0
  if (type >= 0x7c && type <= 0x7f) return 1
  if (type === 0x7b) forbidden('SIMD (v128)')
  return forbidden('multi-value or reference types (a block)')
}

/** The injected globals are behind the module's own: an index that reached them would be a free refill of gas. */
function readIndex(reader: ByteReader, op: number, module: ParsedModule, read: ReadImmediates): void {
  const index = reader.u32()
  if (op === OP.br || op === OP.brIf) read.labels = [index]
  if (op === OP.call) {
    const type = module.functionTypes[index] ?? malformed(`function ${index} is not there`)
    read.callee = module.types[type]
  }
  if ((op === OP.globalGet || op === OP.globalSet) && index >= module.globalCount)
    malformed(`global ${index} is not there`)
}

function readBulk(reader: ByteReader, module: ParsedModule): ReadImmediates {
  const op = reader.u32()
  const read: ReadImmediates = {
    gas: 2,
    labels: NO_LABELS,
    endsSegment: false,
    bulkLength: false,
    callee: undefined,
    results: 0,
    pops: 1,
    pushes: 1,
  }
  if (op <= 7) return read
  if (op > 14) throw new AppError('RUNTIME_OPCODE_FORBIDDEN', nameOfRefused(OP.bulk))
  const zero = () => {
    if (reader.byte() !== 0) forbidden('multiple memories or tables')
  }
  const dropsSegment = op === 9 || op === 13
  if (op === 8 || op === 9 || op === 12 || op === 13) reader.u32()
  if (!dropsSegment) zero()
  if (op === 10 || op === 14) zero()
  if ((op === 12 || op === 14) && module.tableCount === 0) malformed('there is no table')
  return {
    ...read,
    gas: dropsSegment ? 2 : 20,
    bulkLength: !dropsSegment,
    pops: dropsSegment ? 0 : 3,
    pushes: 0,
  }
}
