import type { Hex } from '@network3/core/hex'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RpcHeader } from '../rpc/rpc-header.ts'
import { findAncestor } from './find-ancestor.ts'

const hashOf = (chain: string, number: bigint): Hex => `0x${Buffer.from(`${chain}${number}`).toString('hex')}`

const header = (number: bigint, hash: Hex): RpcHeader => ({
  ...{ number, hash, parentHash: '0x', minedAt: 0, logsBloom: '0x', receiptsRoot: '0x' },
})

describe('findAncestor', () => {
  it('finds the newest block both have, however deep, over headers with gaps', async () => {
    const setup = fc.record({
      length: fc.integer({ min: 1, max: 1_500 }),
      fork: fc.integer({ min: -1, max: 1_500 }),
    })
    await fc.assert(
      fc.asyncProperty(setup, async ({ length, fork }) => {
        // We keep every block of the last 64, and of the older ones every third.
        const own = Array.from({ length }, (_, index) => BigInt(index))
          .filter((number) => number > length - 64 || number % 3n === 0n)
          .reverse()
          .map((number) => ({ number, hash: hashOf('ours', number) }))
        const theirs = (number: bigint) => hashOf(number <= BigInt(fork) ? 'ours' : 'theirs', number)
        const chain = {
          headers: async (numbers: readonly bigint[]) =>
            numbers.map(
              (number): RpcHeader => ({
                ...{
                  number,
                  hash: theirs(number),
                  parentHash: '0x',
                  minedAt: 0,
                  logsBloom: '0x',
                  receiptsRoot: '0x',
                },
              }),
            ),
        }
        const ownBlocks = async (below: bigint, limit: number) =>
          own.filter(({ number }) => number <= below).slice(0, limit)
        const tip = own[0] ?? { number: 0n, hash: hashOf('ours', 0n) }
        const { ancestor, differs } = await findAncestor(chain, ownBlocks, tip)
        expect(ancestor?.number).toBe(own.find(({ number }) => number <= BigInt(fork))?.number)
        expect(differs).toBe(ancestor?.hash !== tip.hash)
      }),
      { numRuns: 50 },
    )
  })

  it('tells a chain that merely ends below our tip from one that differs', async () => {
    const own = [5n, 4n, 3n, 2n, 1n].map((number) => ({ number, hash: hashOf('ours', number) }))
    const chain = {
      headers: async (numbers: readonly bigint[]) =>
        numbers.map((number) => (number > 3n ? undefined : header(number, hashOf('ours', number)))),
    }
    const found = await findAncestor(chain, async () => own, { number: 5n, hash: hashOf('ours', 5n) })
    expect(found).toMatchObject({ ancestor: { number: 3n }, differs: false })
  })
})
