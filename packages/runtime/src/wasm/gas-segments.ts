import { malformed } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'
import { type Injected, writeCharge, writeGasCheck } from './injected.ts'
import { OP } from './opcodes.ts'

type Segment = {
  cost: number
  /** Where its cost is in the body; undefined until an instruction of it is written. */
  position: number | undefined
}
/** `left`: something inside may jump further than its end, so that what follows need not run. */
type Block = { kind: number; before: Segment; left: boolean }

/**
 * Takes gas by segments: instructions that run equally often. A segment's charge stands before its first instruction
 * and its cost is filled in when all of it is known. Cases at which the segment changes:
 * 1. a loop begins, or one arm of an if: a new one, that of a loop with a check at each turn;
 * 2. a branch, jump or `else`: a new one;
 * 3. a block ends that nothing inside jumps beyond: the one before it goes on, for what follows runs as often;
 * 4. a block ends that may have been left: a new one.
 */
export type GasSegments = {
  readonly depth: number
  /** Where the check at the function's beginning is: [from, to). */
  readonly firstCheck: readonly [number, number]
  /** Before an instruction is written. */
  add(cost: number): void
  /** After `block`, `loop` or `if` was written. */
  open(kind: number): void
  /** After an `end` was written; false when it was the function's own. */
  close(): boolean
  /** A jump to `label`, counted from inside; the function's own is the last. */
  jump(label: number): void
  /** What follows is another segment. */
  cut(): void
  /** After everything else. */
  finish(): void
}

export function createGasSegments(out: ByteWriter, injected: Injected): GasSegments {
  const blocks: Block[] = []
  const segments: Segment[] = []
  const begin = (): Segment => {
    const segment = { cost: 0, position: undefined }
    segments.push(segment)
    return segment
  }
  const beginChecked = (): Segment => {
    const segment = begin()
    segment.cost = 1
    segment.position = writeCharge(out, injected)
    writeGasCheck(out, injected)
    return segment
  }
  let current = begin()
  current.cost = 1
  current.position = writeCharge(out, injected)
  const checkFrom = out.length
  writeGasCheck(out, injected)
  const firstCheck = [checkFrom, out.length] as const
  return {
    firstCheck,
    get depth() {
      return blocks.length
    },
    add(cost) {
      if (cost > 0 && current.position === undefined) current.position = writeCharge(out, injected)
      current.cost += cost
    },
    open(kind) {
      blocks.push({ kind, before: current, left: false })
      if (kind === OP.loop) current = beginChecked()
      else if (kind === OP.if) current = begin()
    },
    close() {
      const block = blocks.pop()
      if (block === undefined) return false
      current = block.left ? begin() : block.before
      return true
    },
    jump(label) {
      if (label > blocks.length) malformed('a branch to a block that is not there')
      for (let index = blocks.length - label; index < blocks.length; index++) {
        const block = blocks[index]
        if (block !== undefined) block.left = true
      }
    },
    cut() {
      current = begin()
    },
    finish() {
      for (const { position, cost } of segments) if (position !== undefined) out.patch(position, cost)
    },
  }
}
