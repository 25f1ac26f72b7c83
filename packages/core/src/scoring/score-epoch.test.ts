import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Address } from '../hex.ts'
import { BPS, ONE_N3 } from '../units.ts'
import { localScoringParameters } from './parameters.ts'
import { type ScoredEpoch, type ScoringInput, scoreEpoch } from './score-epoch.ts'
import { addressOf, plainInput, scoringInputs } from './scoring-cases.ts'

function earnedBy(scored: ScoredEpoch, operator: Address): bigint {
  return scored.nodes
    .filter((node) => node.contribution.operator === operator)
    .reduce((sum, node) => sum + node.amountWei, 0n)
}

const amountsOf = (scored: ScoredEpoch) =>
  scored.nodes.map((node) => [node.contribution.node, node.amountWei])

describe('scoreEpoch', () => {
  it('pays no more than its budget: in every pool, paid + carried out = emission + carried in', () => {
    fc.assert(
      fc.property(scoringInputs, (input) => {
        const { pools, nodes } = scoreEpoch(input)
        for (const pool of pools) {
          expect(pool.paidWei + pool.carriedOutWei).toBe(pool.emissionWei + pool.carriedInWei)
          expect(pool.paidWei >= 0n && pool.carriedOutWei >= 0n).toBe(true)
        }
        expect(pools.reduce((sum, pool) => sum + pool.emissionWei, 0n)).toBe(input.emissionWei)
        expect(pools.reduce((sum, pool) => sum + pool.paidWei, 0n)).toBe(
          nodes.reduce((sum, node) => sum + node.amountWei, 0n),
        )
      }),
    )
  })

  it('does not depend on the order of nodes or operators', () => {
    fc.assert(
      fc.property(scoringInputs, fc.nat(), (input, turn) => {
        const at = input.contributions.length === 0 ? 0 : turn % input.contributions.length
        const rotated = [...input.contributions.slice(at), ...input.contributions.slice(0, at)].reverse()
        const shuffled = { ...input, contributions: rotated, stakes: new Map([...input.stakes].reverse()) }
        expect(scoreEpoch(shuffled)).toEqual(scoreEpoch(input))
      }),
    )
  })

  it('never pays an operator less because its stake rose, the minimum included', () => {
    const raises = fc.record({
      by: fc.bigInt({ min: 0n, max: 50_000n * ONE_N3 }),
      reachesMinimum: fc.boolean(),
    })
    fc.assert(
      fc.property(scoringInputs, fc.integer({ min: 1, max: 6 }), raises, (input, index, raise) => {
        const operator = addressOf(2, index)
        const before = input.stakes.get(operator) ?? { activeAssetsWei: 0n, hasMinimumStake: false }
        const after = {
          activeAssetsWei: before.activeAssetsWei + raise.by,
          hasMinimumStake: before.hasMinimumStake || raise.reachesMinimum,
        }
        const raised = { ...input, stakes: new Map([...input.stakes, [operator, after]]) }
        expect(
          earnedBy(scoreEpoch(raised), operator) >= earnedBy(scoreEpoch(input), operator) - slack(input),
        ).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('gives nodes below the minimum stake together at most 1 % of a pool, however many they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (fakes) => {
        const crowd = Array.from({ length: 60 }, (_, index) => {
          return { stakeWei: 5_000n * ONE_N3, nodes: 5, country: index % 2 === 0 ? 'JP' : `C${index % 5}` }
        })
        const alone = scoreEpoch(plainInput(crowd))
        const scored = scoreEpoch(plainInput([...crowd, { stakeWei: 0n, nodes: fakes, country: 'JP' }]))
        const uptime = scored.pools.find((pool) => pool.name === 'uptime')
        const budget = (uptime?.emissionWei ?? 0n) + (uptime?.carriedInWei ?? 0n)
        expect(earnedBy(scored, addressOf(2, 60)) <= (budget * 100n) / BPS).toBe(true)
        const kept = earnedBy(scored, addressOf(2, 0)) * 100n
        expect(kept >= earnedBy(alone, addressOf(2, 0)) * 99n - 1_000n).toBe(true)
      }),
      { numRuns: 20 },
    )
  })

  it('pays a node at most 0.5 % of a pool', () => {
    fc.assert(
      fc.property(scoringInputs, (input) => {
        const { pools, nodes } = scoreEpoch(input)
        const cap = pools.reduce((sum, pool) => {
          return sum + ((pool.emissionWei + pool.carriedInWei) * localScoringParameters.nodeCapBps) / BPS
        }, 0n)
        for (const node of nodes) expect(node.amountWei <= cap).toBe(true)
      }),
    )
  })

  it('needs 20 of 24 slots for uptime', () => {
    const input = plainInput([{ stakeWei: 1_000n * ONE_N3, nodes: 1 }])
    const answering = (answeredSlots: bigint) => {
      const contributions = input.contributions.map((entry) => ({ ...entry, measured: { answeredSlots } }))
      return scoreEpoch({ ...input, contributions }).nodes[0]
    }
    expect(answering(20n)?.amountWei).toBeGreaterThan(0n)
    expect(answering(19n)).toMatchObject({ slots: 19n, amountWei: 0n })
  })

  it('pays nothing for being registered only', () => {
    const input = plainInput([{ stakeWei: 1_000n * ONE_N3, nodes: 3 }])
    const contributions = input.contributions.map(({ measured: _, ...entry }) => entry)
    for (const node of scoreEpoch({ ...input, contributions }).nodes) {
      expect(node).toMatchObject({ slots: 0n, amountWei: 0n })
    }
  })

  it('carries over what a pool without verified work would have paid', () => {
    const { pools } = scoreEpoch(plainInput([{ stakeWei: 1_000n * ONE_N3, nodes: 3 }]))
    for (const pool of pools.filter(({ name }) => name !== 'uptime')) {
      expect(pool).toMatchObject({ work: 0n, paidWei: 0n, carriedOutWei: pool.emissionWei })
    }
  })

  it('releases what was left before at most as fast as the pool is emitted', () => {
    const operators = Array.from({ length: 40 }, () => ({ stakeWei: 1_000n * ONE_N3, nodes: 5 }))
    const input = plainInput(operators)
    const carriedWei = { ...input.carriedWei, uptime: 1_000_000n * ONE_N3 }
    const [uptime] = scoreEpoch({ ...input, carriedWei }).pools
    expect(uptime?.paidWei).toBeLessThanOrEqual(300n * ONE_N3)
    expect(uptime?.paidWei).toBeGreaterThan(299n * ONE_N3)
  })

  it('pays an under-target pool in proportion to its work', () => {
    const parameters = { ...localScoringParameters, nodeCapBps: BPS }
    const input = { ...plainInput([{ stakeWei: 1_000n * ONE_N3, nodes: 5 }]), parameters }
    const uptime = scoreEpoch(input).pools.find((pool) => pool.name === 'uptime')
    expect(uptime).toMatchObject({ emissionWei: 150n * ONE_N3, work: 120n, target: 2_400n })
    const expected = (150n * ONE_N3 * 120n) / 2_400n
    expect(uptime?.paidWei).toBeLessThanOrEqual(expected)
    expect(uptime?.paidWei).toBeGreaterThan(expected - 5n)
  })

  it('refuses inputs that cannot be right', () => {
    const input = plainInput([{ stakeWei: 0n, nodes: 1 }])
    const refused: Partial<ScoringInput>[] = [
      { span: { startsAt: 1n, endsAt: 1n } },
      { emissionWei: -1n },
      { carriedWei: { ...input.carriedWei, data: -1n } },
      { contributions: [...input.contributions, ...input.contributions] },
      { parameters: { ...input.parameters, stakeCapWei: 0n } },
      { parameters: { ...input.parameters, poolBps: { ...input.parameters.poolBps, data: 1n } } },
    ]
    for (const change of refused) {
      expect(() => scoreEpoch({ ...input, ...change })).toThrow(
        expect.objectContaining({ code: 'SCORING_INPUT_INVALID' }),
      )
    }
  })

  it('gives the amounts it gave when this was written', () => {
    const input = plainInput([
      { stakeWei: 30_000n * ONE_N3, nodes: 2 },
      { stakeWei: 1_234n * ONE_N3, nodes: 9, country: 'JP' },
      { stakeWei: 50n * ONE_N3, nodes: 2, country: 'BR' },
    ])
    const scored = scoreEpoch({ ...input, parameters: { ...localScoringParameters, nodeCapBps: 1_000n } })
    expect(scored.pools.map((pool) => [pool.name, pool.work, pool.paidWei])).toMatchInlineSnapshot(`
      [
        [
          "uptime",
          264n,
          16499999999999999997n,
        ],
        [
          "bandwidth",
          0n,
          0n,
        ],
        [
          "compute",
          0n,
          0n,
        ],
        [
          "data",
          0n,
          0n,
        ],
      ]
    `)
    expect(amountsOf(scored)).toMatchInlineSnapshot(`
      [
        [
          "0x0000000100000000000000000000000000000000",
          2697839746322596338n,
        ],
        [
          "0x0000000100000000000000000000000000000001",
          2697839746322596338n,
        ],
        [
          "0x00000001000000000000000000000000000003e8",
          1215480056372756369n,
        ],
        [
          "0x00000001000000000000000000000000000003e9",
          1215480056372756369n,
        ],
        [
          "0x00000001000000000000000000000000000003ea",
          1215480056372756369n,
        ],
        [
          "0x00000001000000000000000000000000000003eb",
          1215480056372756369n,
        ],
        [
          "0x00000001000000000000000000000000000003ec",
          1215480056372756369n,
        ],
        [
          "0x00000001000000000000000000000000000003ed",
          1215480056372756369n,
        ],
        [
          "0x00000001000000000000000000000000000003ee",
          1215480056372756369n,
        ],
        [
          "0x00000001000000000000000000000000000003ef",
          1215480056372756369n,
        ],
        [
          "0x00000001000000000000000000000000000003f0",
          1215480056372756369n,
        ],
        [
          "0x00000001000000000000000000000000000007d0",
          82500000000000000n,
        ],
        [
          "0x00000001000000000000000000000000000007d1",
          82500000000000000n,
        ],
      ]
    `)
  })
})

/** Each node is rounded down once as a factor (10^-12 of the pools) and once per pool as an amount. */
function slack(input: ScoringInput): bigint {
  const pools = input.emissionWei + 3n * input.carriedWei.uptime
  return BigInt(input.contributions.length) * (4n + pools / 10n ** 11n)
}
