import { describe, expect, it } from 'vitest'
import type { RootChange } from './changes.ts'
import { foldRoots } from './fold-roots.ts'

const clock = { genesisAt: 1_000n, epochLength: 60n }
const posted = (epoch: bigint, digit: string): RootChange => ({
  ...{ type: 'posted', epoch, root: `0x${digit.repeat(64)}`, dataHash: `0x${digit.repeat(64)}` },
  ...{ cumulativeTotalWei: 5n, claimableAt: 2_000 },
  place: { blockNumber: 7n, logIndex: 0, minedAt: 1_900, txHash: `0x${'f'.repeat(64)}` },
})
const vetoed = (epoch: bigint, at: number): RootChange => ({ type: 'vetoed', epoch, at })

describe('foldRoots', () => {
  it('gives each epoch its time by the contract’s clock', () => {
    const epoch = foldRoots([posted(3n, 'a')], clock).get(3n)
    expect(epoch).toMatchObject({ startsAt: 1_120, endsAt: 1_180, postedAt: 1_900, vetoedAt: null })
  })

  it('withdraws every standing root from the vetoed epoch on, and only once', () => {
    const history = [posted(1n, 'a'), posted(2n, 'b'), posted(3n, 'c'), vetoed(3n, 10), vetoed(2n, 20)]
    const epochs = foldRoots(history, clock)
    expect([1n, 2n, 3n].map((number) => epochs.get(number)?.vetoedAt)).toEqual([null, 20, 10])
  })

  it('lets a root posted anew replace the withdrawn one', () => {
    const epochs = foldRoots([posted(1n, 'a'), vetoed(1n, 10), posted(1n, 'b')], clock)
    expect(epochs.get(1n)).toMatchObject({ root: `0x${'b'.repeat(64)}`, vetoedAt: null })
  })
})
