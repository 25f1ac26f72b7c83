import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareReplicas, MAX_REPLICAS, type ReplicaResult } from './compare-replicas.ts'

const result = (fence: number, output: number, owner = fence): ReplicaResult => ({
  fence,
  owner: `0x${owner.toString(16).padStart(40, '0')}`,
  outcome: 'ok',
  gas: '7',
  outputHash: `0x${output.toString(16).padStart(64, '0')}`,
})
const over = { replicas: 2, outstanding: 0 }

describe('compareReplicas', () => {
  it('takes one result of a job that wanted one', () => {
    expect(compareReplicas([result(1, 5)], { replicas: 1, outstanding: 0 })).toEqual({
      verdict: 'agreed',
      agreed: [1],
    })
  })

  it('takes two equal results, and asks a third owner when they differ', () => {
    expect(compareReplicas([result(1, 5), result(2, 5)], over)).toEqual({ verdict: 'agreed', agreed: [1, 2] })
    expect(compareReplicas([result(1, 5), result(2, 6)], over)).toEqual({ verdict: 'more', agreed: [] })
    expect(compareReplicas([result(1, 5), result(2, 6), result(3, 6)], over)).toEqual({
      ...{ verdict: 'agreed', agreed: [2, 3] },
    })
  })

  it('waits for what is out, however clear it seems', () => {
    const two = [result(1, 5), result(2, 5)]
    expect(compareReplicas(two, { replicas: 3, outstanding: 1 }).verdict).toBe('waiting')
  })

  it('an output claimed with more gas than others counted is another result', () => {
    const greedy = { ...result(2, 5), gas: '8' }
    expect(compareReplicas([result(1, 5), greedy], over).verdict).toBe('more')
    expect(compareReplicas([result(1, 5), greedy, result(3, 5)], over).agreed).toEqual([1, 3])
  })

  it('one owner with many nodes has one vote', () => {
    const results = [result(1, 6, 9), result(2, 6, 9), result(3, 6, 9), result(4, 5), result(5, 5)]
    expect(compareReplicas(results, over)).toEqual({ verdict: 'agreed', agreed: [4, 5] })
  })

  it('gives up after seven owners without a majority', () => {
    const split = Array.from({ length: MAX_REPLICAS }, (_, index) => result(index + 1, Math.floor(index / 2)))
    expect(compareReplicas(split, over).verdict).toBe('disagreed')
  })

  it('runs that failed alike agree that the program fails', () => {
    const failed = [1, 2].map((fence) => ({ ...result(fence, 0), outcome: 'failed' as const }))
    expect(compareReplicas(failed, over)).toEqual({ verdict: 'run-failed', agreed: [1, 2] })
  })

  it('the agreed are always one result, of more than half of the owners, whatever the order of arrival', () => {
    const results = fc.array(fc.tuple(fc.nat(2), fc.nat(6)), { minLength: 2, maxLength: 9 })
    fc.assert(
      fc.property(results, (pairs) => {
        const all = pairs.map(([output, owner], index) => result(index + 1, output, owner))
        const found = compareReplicas(all, over)
        expect(compareReplicas(all.toReversed(), over)).toEqual(found)
        if (found.verdict !== 'agreed') return
        const winners = all.filter(({ fence }) => found.agreed.includes(fence))
        expect(new Set(winners.map(({ outputHash }) => outputHash)).size).toBe(1)
        expect(2 * winners.length).toBeGreaterThan(new Set(all.map(({ owner }) => owner)).size)
      }),
    )
  })
})
