import { AppError } from '@network3/core/app-error'
import { type ByteReader, malformed } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'
import { createFrameHeight, type FrameHeight } from './frame-height.ts'
import { createGasSegments, type GasSegments } from './gas-segments.ts'
import { type Injected, writeEnter, writeLeave } from './injected.ts'
import { EMPTY_BLOCK, F32, F64, OP, opcodes } from './opcodes.ts'
import { type FunctionType, forbidden, type ParsedModule } from './parsed-module.ts'
import { readImmediates } from './read-immediates.ts'
import { nameOfRefused } from './refused-opcodes.ts'

const MAX_LOCALS = 10_000
const VALUES_PER_FRAME_UNIT = 16
/** A function that calls nothing adds one bounded frame at most: it need not be counted up to this size. */
const FREE_LEAF_UNITS = 8

/** Used for one function after the other: a module has tens of thousands. */
type BodyWriters = { body: ByteWriter; out: ByteWriter }

/**
 * One function body with everything metered. Invariants: gas is taken before the instructions it is for run; each
 * function that calls others and each turn of a loop begins with a check that gas is left; a float operation's NaN is
 * canonical before anything can look at its bits. Gives the body without its size prefix in `writers.out`.
 */
export function rewriteBody(
  reader: ByteReader,
  type: FunctionType,
  module: ParsedModule,
  injected: Injected,
  writers: BodyWriters,
): ByteWriter {
  const { body, out } = writers
  body.clear()
  out.clear()
  const locals = readLocals(reader)
  const scratch = { f32: type.params.length + locals.count, f64: type.params.length + locals.count + 1 }
  const height = createFrameHeight()
  const gas = createGasSegments(body, injected)
  const calls = rewriteCode(reader, body, { module, injected, scratch, height, gas })

  const values = type.params.length + locals.count + height.highest
  const units = 1 + Math.floor(values / VALUES_PER_FRAME_UNIT)
  const counted = calls || units > FREE_LEAF_UNITS
  out.u32(locals.groups + 2)
  out.raw(locals.declarations)
  out.op(1, F32, 1, F64)
  if (counted) writeEnter(out, injected, units)
  out.op(OP.block, type.results[0] ?? EMPTY_BLOCK)
  // Whoever calls nothing ends soon, or has a loop that checks: no need to do so at its beginning.
  const [from, to] = gas.firstCheck
  out.raw(body.bytes(), 0, calls ? to : from)
  out.raw(body.bytes(), to)
  out.byte(OP.end)
  if (counted) writeLeave(out, injected, units)
  out.byte(OP.end)
  return out
}

function readLocals(reader: ByteReader): { groups: number; count: number; declarations: Uint8Array } {
  const groups = reader.u32()
  const from = reader.position
  let count = 0
  for (let group = 0; group < groups; group++) {
    count += reader.u32()
    if (count > MAX_LOCALS) forbidden(`a function with over ${MAX_LOCALS} locals`)
    const type = reader.byte()
    if (type === 0x7b) forbidden('SIMD (v128)')
    if (type < 0x7c || type > 0x7f) forbidden('reference types (a local)')
  }
  return { groups, count, declarations: reader.bytes.subarray(from, reader.position) }
}

type Rewriting = {
  module: ParsedModule
  injected: Injected
  scratch: { f32: number; f64: number }
  height: FrameHeight
  gas: GasSegments
}

/** Rewrites up to and without the function's last `end`; true when it calls anything. */
function rewriteCode(reader: ByteReader, out: ByteWriter, rewriting: Rewriting): boolean {
  const { injected, height, gas } = rewriting
  let calls = false
  for (;;) {
    const from = reader.position
    const op = reader.byte()
    const row = opcodes[op]
    if (op !== OP.bulk && row === undefined) throw new AppError('RUNTIME_OPCODE_FORBIDDEN', nameOfRefused(op))
    if (op === OP.end) {
      if (!gas.close()) break
      height.end()
      out.byte(op)
      continue
    }
    const immediates = readImmediates(reader, op, rewriting.module)
    gas.add(immediates.gas)
    height.step(op, immediates)
    calls ||= op === OP.call || op === OP.callIndirect
    for (const label of immediates.labels) gas.jump(label)

    if (op === OP.return) {
      gas.jump(gas.depth)
      out.byte(OP.br)
      out.u32(gas.depth)
      gas.cut()
    } else if (op === OP.memoryGrow || immediates.bulkLength) {
      out.byte(OP.call)
      out.u32(op === OP.memoryGrow ? injected.grow : injected.charge)
      if (op !== OP.memoryGrow) out.raw(reader.bytes, from, reader.position)
    } else {
      out.raw(reader.bytes, from, reader.position)
      if (op === OP.block || op === OP.loop || op === OP.if) gas.open(op)
      else if (immediates.endsSegment) gas.cut()
      else if (row?.nan !== undefined && !isConsumedBlindly(reader))
        writeCanonicalNaN(out, row.nan, rewriting.scratch)
    }
  }
  gas.finish()
  if (reader.position !== reader.end) malformed('a function is longer than its content')
  return calls
}

/** A NaN whose bits the next instruction cannot tell apart need not be made canonical yet: a + b + c does it once. */
function isConsumedBlindly(reader: ByteReader): boolean {
  const next = reader.bytes[reader.position] ?? 0
  if (next === OP.bulk) return (reader.bytes[reader.position + 1] ?? 255) <= 7
  return opcodes[next]?.blindToNaN === true
}

/** value → the value, or the one NaN all nodes agree on: 0x7fc00000, 0x7ff8000000000000. */
function writeCanonicalNaN(out: ByteWriter, type: number, scratch: Rewriting['scratch']): void {
  const local = type === F32 ? scratch.f32 : scratch.f64
  out.byte(OP.localTee)
  out.u32(local)
  if (type === F32) out.op(OP.f32Const, 0, 0, 0xc0, 0x7f)
  else out.op(OP.f64Const, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f)
  for (let count = 0; count < 2; count++) {
    out.byte(OP.localGet)
    out.u32(local)
  }
  out.op(type === F32 ? OP.f32Eq : OP.f64Eq, OP.select)
}
