import { describe, expect, it } from 'vitest'
import type { EpochFile } from '../epoch-file.ts'
import type { WorkRecord } from '../receipts-file.ts'
import { contributionsFrom, type MeasuredEpoch, type NodeMeasures } from './contributions-from.ts'
import { continueHistory, noHistory, qualityDown } from './node-quality.ts'
import { FACTOR_ONE } from './parameters.ts'
import { addressOf } from './scoring-cases.ts'

const node = addressOf(1, 1)
const operator = addressOf(2, 1)
/** Answered everything, so that every slot is known to have been asked in. */
const witness = addressOf(1, 99)
const registration = { node, operator, country: 'DE', registeredAt: 0n, retiredAt: undefined }
const hash = `0x${'11'.repeat(32)}` as const

function workOf(origin: WorkRecord['origin'], gas: bigint, isValid = true, leaseId: string | null = null) {
  const hashes = { moduleHash: hash, inputHash: hash, outputHash: hash, resultHash: hash }
  const signature = `0x${'22'.repeat(65)}` as const
  const base = {
    chainId: 1,
    node,
    jobId: 'job_1',
    fence: 1,
    outcome: 'ok',
    reason: null,
    class: 'D0',
  } as const
  const receipt = { ...base, ...hashes, gas: String(gas), durationMs: 1, signature }
  return { origin, isValid, leaseId, input: null, receipt } satisfies WorkRecord
}

const measuresOf = (given: Partial<NodeMeasures>): NodeMeasures => ({
  ...{ slots: 0xff_ffff, subnet: 'a', lateChecks: 0, work: [] },
  ...given,
})

function contribute(given: Partial<MeasuredEpoch>, measures?: Partial<NodeMeasures>) {
  const [contribution] = contributionsFrom({
    span: { startsAt: 6_000n, endsAt: 6_060n },
    registrations: [registration],
    measures: new Map([
      [witness, measuresOf({})],
      ...(measures === undefined ? [] : [[node, measuresOf(measures)] as const]),
    ]),
    leases: new Map(),
    previous: undefined,
    ...given,
  })
  return contribution?.measured
}

describe('contributionsFrom', () => {
  it('counts answered slots, and nothing for a node that was registered only', () => {
    expect(contribute({}, { slots: 0b1011 })?.answeredSlots).toBe(3n)
    expect(contribute({})?.answeredSlots).toBe(0n)
  })

  it('counts the gas of right answers to the network’s own work, in full', () => {
    const work = [
      workOf('canary', 90_000_000n),
      workOf('audit', 10_500_000n),
      workOf('canary', 10n ** 12n, false),
    ]
    expect(contribute({}, { work })).toMatchObject({ computeMillionGas: 100n })
  })

  it('shares the fees burned for a lease among the nodes of its operator that worked for it', () => {
    const other = addressOf(1, 2)
    const leases = new Map([
      ['7', { operator, feesWei: 900n }],
      ['8', { operator: addressOf(2, 2), feesWei: 900n }],
    ])
    const measures = new Map([
      [
        node,
        measuresOf({
          work: [workOf('rented', 2_000_000n, true, '7'), workOf('rented', 9_000_000n, true, '8')],
        }),
      ],
      [
        other,
        measuresOf({
          work: [workOf('rented', 1_000_000n, true, '7'), workOf('rented', 5_000_000n, false, '7')],
        }),
      ],
    ])
    const registrations = [registration, { ...registration, node: other }]
    const [first, second] = contributionsFrom({
      span: { startsAt: 6_000n, endsAt: 6_060n },
      ...{ registrations, measures, leases, previous: undefined },
    })
    expect(first?.measured).toMatchObject({ rented: [{ leaseId: '7', millionGas: 2n, feesWei: 600n }] })
    expect(second?.measured).toMatchObject({ rented: [{ leaseId: '7', millionGas: 1n, feesWei: 300n }] })
  })

  it('lowers quality by wrong and late answers, and never raises it by rented work', () => {
    const quality = (work: WorkRecord[], lateChecks = 0) =>
      contribute({}, { work, lateChecks })?.quality ?? 0n
    const wrong = quality([workOf('canary', 1n, false)])
    expect(quality([workOf('canary', 1n)])).toBe(FACTOR_ONE)
    expect(wrong).toBe((FACTOR_ONE * 2n) / 3n)
    expect(quality([], 1)).toBe(wrong)
    const rented = Array.from({ length: 50 }, () => workOf('rented', 1n, true, '7'))
    expect(quality([workOf('canary', 1n, false), ...rented])).toBe(wrong)
    expect(quality([workOf('rented', 1n, false, '7')])).toBe(wrong)
  })

  it('lowers quality by challenges not answered, of the slots since the node was registered', () => {
    expect(contribute({}, { slots: 0 })?.quality).toBe(FACTOR_ONE / 2n)
    const late = { ...registration, registeredAt: 6_030n }
    expect(contribute({ registrations: [late] }, { slots: 0xfff })?.quality).toBe(FACTOR_ONE)
  })

  it('blames no node for slots in which nobody was asked', () => {
    const half = new Map([
      [node, measuresOf({ slots: 0xfff })],
      [witness, measuresOf({ slots: 0xff })],
    ])
    expect(contribute({ measures: half })).toMatchObject({ answeredSlots: 12n, quality: FACTOR_ONE })
    expect(contribute({ measures: new Map() })).toMatchObject({ answeredSlots: 0n, quality: FACTOR_ONE })
  })

  it('goes on from the file before, and leaves what it says alone when there are no receipts', () => {
    const inputs = {
      measured: { history: { answered: '24000000', possible: '24000000', valid: '0', invalid: '8000000' } },
    }
    const previous = { nodes: [{ node, inputs }] } as unknown as EpochFile
    const unmeasured = contribute({ previous, measures: undefined })
    expect(unmeasured).toEqual({
      answeredSlots: 0n,
      quality: (FACTOR_ONE * 2n) / 10n,
      history: { answered: 24_000_000n, possible: 24_000_000n, valid: 0n, invalid: 8_000_000n },
    })
    const better = contribute({ previous }, { work: [workOf('canary', 1n)] })
    expect(better?.history).toMatchObject({ valid: 1_000_000n, invalid: 7_000_000n })
  })
})

describe('quality', () => {
  it('recovers from one wrong answer by right ones, half within six epochs', () => {
    let history = continueHistory(noHistory, { answered: 24n, possible: 24n, valid: 0n, invalid: 1n })
    const lost = FACTOR_ONE - qualityDown(history)
    for (let epoch = 0; epoch < 6; epoch++) {
      history = continueHistory(history, { answered: 24n, possible: 24n, valid: 1n, invalid: 0n })
    }
    expect(FACTOR_ONE - qualityDown(history)).toBeLessThan(lost / 2n)
    expect(qualityDown(history)).toBeLessThan(FACTOR_ONE)
  })
})
