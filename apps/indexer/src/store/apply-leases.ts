import type { Hex } from '@network3/core/hex'
import type { Client } from '@network3/db/pool'
import { deleteLeaseEventsAbove, findLeaseHistory, insertLeaseEvents } from '@network3/db/write/lease-events'
import { deleteLeases, findLeaseRecords, type LeaseRecord, setLeases } from '@network3/db/write/lease-rows'
import {
  addCancellations,
  deleteCancellations,
  findCancellationHistory,
  setOfferFloors,
} from '@network3/db/write/offer-cancellations'
import { rewriteOffers } from '@network3/db/write/offer-states'
import { writeLeaseMessages } from '../outbox/lease-messages.ts'
import { foldLease } from '../projections/fold-lease.ts'
import { type LeaseChanges, toLeaseStep } from '../projections/project-leases.ts'
import { readStoredEvent } from './index-logs.ts'
import { projectEvents } from './project-events.ts'

/** Leases go on from their rows, so that a long history is not read again; their offers follow from the steps. */
export async function applyLeases(tx: Client, { steps, cancelled, floors }: LeaseChanges): Promise<void> {
  if (steps.length > 0) {
    const ids = new Set(steps.map(({ event }) => event.args.leaseId))
    const leases = new Map((await findLeaseRecords(tx, [...ids])).map((lease) => [lease.id, lease]))
    const history = steps.map(({ event, place }) => {
      const state = foldLease(leases.get(event.args.leaseId), event, place)
      leases.set(state.id, state)
      return toLeaseStep(event, place, state)
    })
    await setLeases(tx, [...leases.values()])
    await insertLeaseEvents(tx, history)
    await rewriteOffers(tx, offersWithNews(history))
    await writeLeaseMessages(tx, history, leases)
  }
  await addCancellations(tx, cancelled)
  await setOfferFloors(tx, [...floors.values()])
}

/** Redeeming changes nothing of an offer, and is most of what happens. */
function offersWithNews(history: readonly { offerId: Hex; consumedUnits: bigint | null }[]): Hex[] {
  return [...new Set(history.flatMap((step) => (step.consumedUnits === null ? [] : [step.offerId])))]
}

/** Undoes what happened above a block, once its events are gone: what they touched is told again from what remains. */
export async function unwindLeases(tx: Client, blockNumber: bigint, undone: LeaseChanges): Promise<void> {
  if (undone.steps.length > 0) {
    const touched = await deleteLeaseEventsAbove(tx, blockNumber)
    const remaining = projectEvents((await findLeaseHistory(tx, touched.leases)).map(readStoredEvent))
    const leases = new Map<bigint, LeaseRecord>()
    for (const { event, place } of remaining.leases.steps) {
      leases.set(event.args.leaseId, foldLease(leases.get(event.args.leaseId), event, place))
    }
    await setLeases(tx, [...leases.values()])
    await deleteLeases(
      tx,
      touched.leases.filter((id) => !leases.has(id)),
    )
    await rewriteOffers(tx, touched.offers)
  }
  await unwindCancellations(tx, undone)
}

async function unwindCancellations(tx: Client, { cancelled, floors }: LeaseChanges): Promise<void> {
  if (cancelled.length === 0 && floors.size === 0) return
  await deleteCancellations(tx, cancelled, [...floors.keys()])
  const operators = new Set([...cancelled.map(({ operator }) => operator), ...floors.keys()])
  const history = await findCancellationHistory(tx, [...operators])
  const { leases: remaining } = projectEvents(history.map(readStoredEvent))
  await addCancellations(tx, remaining.cancelled)
  await setOfferFloors(tx, [...remaining.floors.values()])
}
