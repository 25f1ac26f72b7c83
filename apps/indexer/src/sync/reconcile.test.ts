import type { Hex } from '@network3/core/hex'
import { describe, expect, it } from 'vitest'
import { reconcile } from './reconcile.ts'

const hash = (name: string): Hex => `0x${Buffer.from(name).toString('hex').padEnd(64, '0')}`
const tip = { number: 100n, hash: hash('tip') }
const block = (number: bigint, name: string, parent = 'other') => ({
  ...{ number, hash: hash(name), parentHash: hash(parent) },
})

describe('reconcile', () => {
  it('takes our tip for a duplicate', () => {
    expect(reconcile(tip, block(100n, 'tip'))).toEqual({ case: 'duplicate' })
  })

  it('appends the child of our tip', () => {
    expect(reconcile(tip, block(101n, 'child', 'tip'))).toEqual({ case: 'append' })
  })

  it('asks for what lies between when the block is further on', () => {
    expect(reconcile(tip, block(105n, 'later'))).toEqual({ case: 'gap', from: 101n, to: 105n })
  })

  it.each([
    ['the next block has another parent', block(101n, 'child', 'other'), undefined],
    ['another block is at our height', block(100n, 'sibling'), undefined],
    ['a block below us is not ours', block(90n, 'old'), hash('ours')],
    ['a block below us is one we do not hold', block(90n, 'old'), undefined],
  ])('sees a reorg when %s', (_, candidate, own) => {
    expect(reconcile(tip, candidate, own)).toEqual({ case: 'reorg' })
  })

  it('tells a node that lags from a reorg by the hash we hold', () => {
    expect(reconcile(tip, block(90n, 'old'), hash('old'))).toEqual({ case: 'behind' })
  })
})
