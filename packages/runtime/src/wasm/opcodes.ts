/**
 * What prepare knows of each instruction it lets in (WebAssembly 1.0, sign extension, saturating conversion, bulk
 * memory). An opcode without a row is refused. Gas is about one per cheap machine instruction.
 */
export const OP = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  brTable: 0x0e,
  return: 0x0f,
  call: 0x10,
  callIndirect: 0x11,
  drop: 0x1a,
  select: 0x1b,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  globalGet: 0x23,
  globalSet: 0x24,
  memorySize: 0x3f,
  memoryGrow: 0x40,
  i32Const: 0x41,
  i64Const: 0x42,
  f32Const: 0x43,
  f64Const: 0x44,
  i32Eq: 0x46,
  i32LtS: 0x48,
  i32GtU: 0x4b,
  i64LtS: 0x53,
  f32Eq: 0x5b,
  f64Eq: 0x61,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i64Sub: 0x7d,
  i64Mul: 0x7e,
  i64ShrU: 0x88,
  i64Add: 0x7c,
  i64ExtendI32U: 0xad,
  bulk: 0xfc,
} as const

export const I32 = 0x7f
export const I64 = 0x7e
export const F32 = 0x7d
export const F64 = 0x7c
export const EMPTY_BLOCK = 0x40

/** How an instruction's immediates are laid out. */
type Immediates =
  | 'none'
  | 'block'
  | 'index'
  | 'table'
  | 'call'
  | 'memory'
  | 'zero'
  | 'leb32'
  | 'leb64'
  | 4
  | 8

export type Opcode = {
  immediates: Immediates
  /** Values taken from and put on the operand stack; calls and blocks depend on their types instead. */
  pops: number
  pushes: number
  gas: number
  /** The result may be a NaN whose bits are the processor's choice. */
  nan?: typeof F32 | typeof F64
  /** Gives the same result whatever the bits of a NaN it takes. */
  blindToNaN?: boolean
}

const rows: (Opcode | undefined)[] = new Array(256).fill(undefined)
const fill = (from: number, to: number, row: Opcode) => {
  for (let code = from; code <= to; code++) rows[code] = { ...row }
}
const none = (pops: number, pushes: number, gas = 1): Opcode => ({ immediates: 'none', pops, pushes, gas })

fill(0x00, 0x01, none(0, 0))
fill(0x02, 0x03, { immediates: 'block', pops: 0, pushes: 0, gas: 0 })
fill(0x04, 0x04, { immediates: 'block', pops: 1, pushes: 0, gas: 1 })
fill(0x05, 0x05, none(0, 0, 0))
fill(0x0b, 0x0b, none(0, 0, 0))
fill(0x0c, 0x0c, { immediates: 'index', pops: 0, pushes: 0, gas: 1 })
fill(0x0d, 0x0d, { immediates: 'index', pops: 1, pushes: 0, gas: 1 })
fill(0x0e, 0x0e, { immediates: 'table', pops: 1, pushes: 0, gas: 2 })
fill(0x0f, 0x0f, none(0, 0))
fill(0x10, 0x10, { immediates: 'index', pops: 0, pushes: 0, gas: 4 })
fill(0x11, 0x11, { immediates: 'call', pops: 1, pushes: 0, gas: 8 })
fill(0x1a, 0x1a, none(1, 0))
fill(0x1b, 0x1b, none(3, 1))
fill(0x20, 0x20, { immediates: 'index', pops: 0, pushes: 1, gas: 1 })
fill(0x21, 0x21, { immediates: 'index', pops: 1, pushes: 0, gas: 1 })
fill(0x22, 0x22, { immediates: 'index', pops: 1, pushes: 1, gas: 1 })
fill(0x23, 0x23, { immediates: 'index', pops: 0, pushes: 1, gas: 1 })
fill(0x24, 0x24, { immediates: 'index', pops: 1, pushes: 0, gas: 1 })
fill(0x28, 0x35, { immediates: 'memory', pops: 1, pushes: 1, gas: 2 })
fill(0x36, 0x3e, { immediates: 'memory', pops: 2, pushes: 0, gas: 2 })
fill(0x3f, 0x3f, { immediates: 'zero', pops: 0, pushes: 1, gas: 1 })
fill(0x40, 0x40, { immediates: 'zero', pops: 1, pushes: 1, gas: 100 })
fill(0x41, 0x41, { immediates: 'leb32', pops: 0, pushes: 1, gas: 1 })
fill(0x42, 0x42, { immediates: 'leb64', pops: 0, pushes: 1, gas: 1 })
fill(0x43, 0x43, { immediates: 4, pops: 0, pushes: 1, gas: 1 })
fill(0x44, 0x44, { immediates: 8, pops: 0, pushes: 1, gas: 1 })
// Comparisons.
fill(0x45, 0x45, none(1, 1))
fill(0x46, 0x4f, none(2, 1))
fill(0x50, 0x50, none(1, 1))
fill(0x51, 0x5a, none(2, 1))
fill(0x5b, 0x66, { ...none(2, 1), blindToNaN: true })
// Integer arithmetic; divisions cost what they cost.
fill(0x67, 0x69, none(1, 1))
fill(0x6a, 0x78, none(2, 1))
fill(0x6d, 0x70, none(2, 1, 8))
fill(0x79, 0x7b, none(1, 1))
fill(0x7c, 0x8a, none(2, 1))
fill(0x7f, 0x82, none(2, 1, 16))
// Float arithmetic: abs, neg and copysign only touch the sign bit, so they neither make nor hide a NaN's bits.
fill(0x8b, 0x8c, none(1, 1))
fill(0x8d, 0x90, { ...none(1, 1, 2), nan: F32, blindToNaN: true })
fill(0x91, 0x91, { ...none(1, 1, 8), nan: F32, blindToNaN: true })
fill(0x92, 0x97, { ...none(2, 1, 2), nan: F32, blindToNaN: true })
fill(0x95, 0x95, { ...none(2, 1, 8), nan: F32, blindToNaN: true })
fill(0x98, 0x98, none(2, 1))
fill(0x99, 0x9a, none(1, 1))
fill(0x9b, 0x9e, { ...none(1, 1, 2), nan: F64, blindToNaN: true })
fill(0x9f, 0x9f, { ...none(1, 1, 8), nan: F64, blindToNaN: true })
fill(0xa0, 0xa5, { ...none(2, 1, 2), nan: F64, blindToNaN: true })
fill(0xa3, 0xa3, { ...none(2, 1, 8), nan: F64, blindToNaN: true })
fill(0xa6, 0xa6, none(2, 1))
// Conversions: only those between the two float types can give a NaN; reinterpretations show its bits.
fill(0xa7, 0xa7, none(1, 1))
fill(0xa8, 0xab, { ...none(1, 1, 2), blindToNaN: true })
fill(0xac, 0xad, none(1, 1))
fill(0xae, 0xb1, { ...none(1, 1, 2), blindToNaN: true })
fill(0xb2, 0xb5, none(1, 1, 2))
fill(0xb6, 0xb6, { ...none(1, 1, 2), nan: F32, blindToNaN: true })
fill(0xb7, 0xba, none(1, 1, 2))
fill(0xbb, 0xbb, { ...none(1, 1, 2), nan: F64, blindToNaN: true })
fill(0xbc, 0xbf, none(1, 1))
fill(0xc0, 0xc4, none(1, 1))

/** The row of a one-byte opcode, or undefined when it is refused. */
export const opcodes: readonly (Opcode | undefined)[] = rows
