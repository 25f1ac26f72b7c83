import type { EpochFile } from '../epoch-file.ts'
import type { Address } from '../hex.ts'
import { lesser } from '../lesser.ts'
import type { WorkRecord } from '../receipts-file.ts'
import { countSlots } from '../uptime-nonce.ts'
import {
  type Contribution,
  type EpochSpan,
  type Measurement,
  type QualityHistory,
  type RentedWork,
  registeredSlots,
} from './contribution.ts'
import { continueHistory, noHistory, qualityDown } from './node-quality.ts'

/** What was measured of a node and holds: every signature was checked (packages/protocol/src/node/verify-receipts.ts). */
export type NodeMeasures = {
  /** A bit for each slot whose challenge was answered. */
  slots: number
  subnet: string | undefined
  lateChecks: number
  work: readonly WorkRecord[]
}

export type MeasuredEpoch = {
  span: EpochSpan
  /** Nodes registered during some of the epoch, in the hands of who had them at the snapshot. */
  registrations: readonly Omit<Contribution, 'measured'>[]
  /** Undefined when there are no receipts: then nothing is measured, and what was known before stays. */
  measures: ReadonlyMap<Address, NodeMeasures> | undefined
  /** Leases by decimal id: who is paid, and the protocol fees burned for it in the epoch. */
  leases: ReadonlyMap<string, { operator: Address; feesWei: bigint }>
  /** The file of epoch − 1. */
  previous: EpochFile | undefined
}

/** What each node did in an epoch, for scoreEpoch. Pure: the same inputs in any order give the same contributions. */
export function contributionsFrom(epoch: MeasuredEpoch): Contribution[] {
  const histories = historiesOf(epoch.previous)
  const rented =
    epoch.measures === undefined ? new Map<Address, RentedWork[]>() : shareFees(epoch, epoch.measures)
  const asked = askedSlots(epoch.measures)
  return epoch.registrations.map((registration) => {
    const before = histories.get(registration.node) ?? noHistory
    const measures = epoch.measures?.get(registration.node)
    if (epoch.measures === undefined || measures === undefined) {
      const history =
        epoch.measures === undefined
          ? before
          : continueHistory(before, conductOf(epoch.span, asked, registration, undefined))
      return { ...registration, measured: { answeredSlots: 0n, quality: qualityDown(history), history } }
    }
    const conduct = conductOf(epoch.span, asked, registration, measures)
    const history = continueHistory(before, conduct)
    const works = rented.get(registration.node)
    const measured: Measurement = {
      answeredSlots: conduct.answered,
      quality: qualityDown(history),
      computeMillionGas:
        gasOf(measures.work, (work) => work.isValid && work.origin !== 'rented') / 1_000_000n,
      history,
      ...(measures.subnet === undefined ? {} : { subnet: measures.subnet }),
      ...(works === undefined ? {} : { rented: works }),
    }
    return { ...registration, measured }
  })
}

/** The fees of a lease go to the nodes of its operator that worked for it, by their accepted gas, rounded down. */
function shareFees(
  { registrations, leases }: MeasuredEpoch,
  measures: ReadonlyMap<Address, NodeMeasures>,
): Map<Address, RentedWork[]> {
  const gasOf = new Map<string, Map<Address, bigint>>()
  for (const { node, operator } of registrations) {
    for (const { origin, isValid, leaseId, receipt } of measures.get(node)?.work ?? []) {
      if (origin !== 'rented' || !isValid || leaseId === null) continue
      if (leases.get(leaseId)?.operator !== operator) continue
      const nodes = gasOf.get(leaseId) ?? new Map<Address, bigint>()
      gasOf.set(leaseId, nodes.set(node, (nodes.get(node) ?? 0n) + BigInt(receipt.gas)))
    }
  }
  const works = new Map<Address, RentedWork[]>()
  for (const leaseId of [...gasOf.keys()].sort()) {
    const nodes = gasOf.get(leaseId) ?? new Map<Address, bigint>()
    const all = [...nodes.values()].reduce((sum, gas) => sum + gas, 0n)
    const burnedWei = leases.get(leaseId)?.feesWei ?? 0n
    for (const [node, gas] of nodes) {
      const feesWei = all === 0n ? 0n : (burnedWei * gas) / all
      works.set(node, [...(works.get(node) ?? []), { leaseId, millionGas: gas / 1_000_000n, feesWei }])
    }
  }
  return works
}

/** Slots in which anybody answered: in the others no gateway was there to ask, for which no node is to blame. */
function askedSlots(measures: ReadonlyMap<Address, NodeMeasures> | undefined): bigint {
  let slots = 0
  for (const entry of measures?.values() ?? []) slots |= entry.slots
  return BigInt(countSlots(slots))
}

function conductOf(
  span: EpochSpan,
  asked: bigint,
  { registeredAt, retiredAt }: Omit<Contribution, 'measured'>,
  measures: NodeMeasures | undefined,
) {
  const possible = lesser(registeredSlots(span, registeredAt, retiredAt), asked)
  if (measures === undefined) return { answered: 0n, possible, valid: 0n, invalid: 0n }
  const count = (counts: (work: WorkRecord) => boolean) => BigInt(measures.work.filter(counts).length)
  const answered = BigInt(countSlots(measures.slots))
  return {
    answered,
    // A node is asked from its session on, which may begin within the slot in which it was registered.
    possible: possible < answered ? answered : possible,
    valid: count((work) => work.isValid && work.origin !== 'rented'),
    invalid: count((work) => !work.isValid) + BigInt(measures.lateChecks),
  }
}

function gasOf(works: readonly WorkRecord[], counts: (work: WorkRecord) => boolean): bigint {
  return works.reduce((sum, work) => (counts(work) ? sum + BigInt(work.receipt.gas) : sum), 0n)
}

function historiesOf(previous: EpochFile | undefined): Map<Address, QualityHistory> {
  return new Map(
    (previous?.nodes ?? []).flatMap(({ node, inputs }) => {
      const history = inputs.measured?.history
      if (history === undefined) return []
      const { answered, possible, valid, invalid } = history
      return [
        [
          node,
          {
            answered: lesser(BigInt(answered), BigInt(possible)),
            possible: BigInt(possible),
            valid: BigInt(valid),
            invalid: BigInt(invalid),
          },
        ] as const,
      ]
    }),
  )
}
