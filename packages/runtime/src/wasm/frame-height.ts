import { OP } from './opcodes.ts'
import type { ReadImmediates } from './read-immediates.ts'

/** Follows how many values a function keeps on its operand stack; `highest` bounds its frame with its locals. */
export type FrameHeight = {
  readonly highest: number
  step(op: number, immediates: ReadImmediates): void
  end(): void
}

/**
 * Invariant: `height` is the validator's operand height wherever code can be reached. Behind an unconditional branch
 * any height validates, so it is only kept from falling below its block's.
 */
export function createFrameHeight(): FrameHeight {
  const blocks: { base: number; results: number }[] = []
  let height = 0
  let base = 0
  let highest = 0
  const add = (pops: number, pushes: number) => {
    height = Math.max(height - pops, base) + pushes
    if (height > highest) highest = height
  }
  return {
    get highest() {
      return highest
    },
    step(op, immediates) {
      if (immediates.callee !== undefined) {
        add(immediates.pops + immediates.callee.params.length, immediates.callee.results.length)
        return
      }
      if (op === OP.else) {
        height = base
        return
      }
      add(immediates.pops, immediates.pushes)
      if (op === OP.block || op === OP.loop || op === OP.if) {
        blocks.push({ base, results: immediates.results })
        base = height
      }
    },
    end() {
      const block = blocks.pop()
      if (block === undefined) return
      height = base + block.results
      base = block.base
      if (height > highest) highest = height
    },
  }
}
