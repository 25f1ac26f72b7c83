import { type ByteWriter, createByteWriter } from './byte-writer.ts'
import { EMPTY_BLOCK, I32, I64, OP } from './opcodes.ts'

/** Where the injected globals and functions are: always behind the module's own, so that no index of it changes. */
export type Injected = {
  /** i64, mutable, exported: what is left. Below zero the run is over. */
  gas: number
  /** i32, mutable: how many frames may still be entered. */
  depth: number
  /** i32, mutable, exported: why the program was stopped, one of TRAP. */
  trap: number
  /** (i32 length) -> i32 length: takes gas for a bulk operation. */
  charge: number
  /** (i32 pages) -> i32: memory.grow that charges, and stops the run when the host, not the program, is out. */
  grow: number
}

export const TRAP = { none: 0, depth: 1, hostMemory: 2 } as const

/** Names the prepared module exports; whatever the module itself exported is gone. */
export const PREPARED_EXPORTS = { entry: 'start', memory: 'memory', gas: 'gas', trap: 'trap' } as const

const BULK_BYTES_PER_GAS_LOG2 = 3
/** Fresh pages are zeroed by the host: 64 KiB at 8 bytes a gas. */
const GAS_PER_PAGE = 8_192

/** gas -= a cost that is not known yet; the position to patch it at. */
export function writeCharge(out: ByteWriter, injected: Injected): number {
  out.byte(OP.globalGet)
  out.u32(injected.gas)
  out.byte(OP.i64Const)
  const position = out.reserve()
  out.op(OP.i64Sub, OP.globalSet)
  out.u32(injected.gas)
  return position
}

/** Ends the program when its gas is below zero. */
export function writeGasCheck(out: ByteWriter, injected: Injected): void {
  out.byte(OP.globalGet)
  out.u32(injected.gas)
  out.op(OP.i64Const, 0, OP.i64LtS, OP.if, EMPTY_BLOCK, OP.unreachable, OP.end)
}

/** Enters a frame of `cost` units, or ends the program; writeLeave gives the units back. */
export function writeEnter(out: ByteWriter, injected: Injected, cost: number): void {
  writeDepth(out, injected, cost, OP.i32Sub)
  out.byte(OP.globalGet)
  out.u32(injected.depth)
  out.op(OP.i32Const, 0, OP.i32LtS, OP.if, EMPTY_BLOCK)
  writeTrap(out, injected, TRAP.depth)
  out.byte(OP.end)
}

export function writeLeave(out: ByteWriter, injected: Injected, cost: number): void {
  writeDepth(out, injected, cost, OP.i32Add)
}

function writeDepth(out: ByteWriter, injected: Injected, cost: number, op: number): void {
  out.byte(OP.globalGet)
  out.u32(injected.depth)
  out.byte(OP.i32Const)
  out.signed(cost)
  out.op(op, OP.globalSet)
  out.u32(injected.depth)
}

function writeTrap(out: ByteWriter, injected: Injected, reason: number): void {
  out.op(OP.i32Const, reason, OP.globalSet)
  out.u32(injected.trap)
  out.byte(OP.unreachable)
}

/** Body of `charge`. */
export function writeChargeBody(injected: Injected): ByteWriter {
  const out = createByteWriter()
  out.u32(0)
  out.byte(OP.globalGet)
  out.u32(injected.gas)
  out.op(OP.localGet, 0, OP.i64ExtendI32U, OP.i64Const, BULK_BYTES_PER_GAS_LOG2, OP.i64ShrU, OP.i64Sub)
  out.byte(OP.globalSet)
  out.u32(injected.gas)
  writeGasCheck(out, injected)
  out.op(OP.localGet, 0, OP.end)
  return out
}

/**
 * Body of `grow`. Growing past the maximum answers -1 as the standard says. A failure within it is the host's: the
 * program must not see it, or nodes with more memory would compute something else.
 */
export function writeGrowBody(injected: Injected, maxPages: number): ByteWriter {
  const out = createByteWriter()
  out.u32(0)
  out.op(OP.localGet, 0, OP.i32Const)
  out.signed(maxPages)
  out.op(OP.memorySize, 0, OP.i32Sub, OP.i32GtU, OP.if, EMPTY_BLOCK, OP.i32Const, 0x7f, OP.return, OP.end)
  out.byte(OP.globalGet)
  out.u32(injected.gas)
  out.op(OP.localGet, 0, OP.i64ExtendI32U, OP.i64Const)
  out.signed(GAS_PER_PAGE)
  out.op(OP.i64Mul, OP.i64Sub, OP.globalSet)
  out.u32(injected.gas)
  writeGasCheck(out, injected)
  out.op(OP.localGet, 0, OP.memoryGrow, 0, OP.localSet, 0)
  out.op(OP.localGet, 0, OP.i32Const, 0x7f, OP.i32Eq, OP.if, EMPTY_BLOCK)
  writeTrap(out, injected, TRAP.hostMemory)
  out.op(OP.end, OP.localGet, 0, OP.end)
  return out
}

/** The three globals, as entries of the global section. */
export function writeGlobals(out: ByteWriter, callDepth: number): void {
  out.op(I64, 1, OP.i64Const, 0, OP.end)
  out.op(I32, 1, OP.i32Const)
  out.signed(callDepth)
  out.op(OP.end, I32, 1, OP.i32Const, 0, OP.end)
}
