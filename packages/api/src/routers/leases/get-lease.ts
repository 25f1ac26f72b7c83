import { AppError } from '@network3/core/app-error'
import { findLeaseEvents } from '@network3/db/queries/lease/find-lease-events'
import { getLease as getStoredLease } from '@network3/db/queries/lease/get-lease'
import { findConsumption } from '@network3/db/queries/offer/find-consumption'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { encodeTip, requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { encodeEnding } from './encode-ending.ts'
import { encodeLease, encodeLeaseEvent } from './encode-lease.ts'
import { encodeUsage, readUsages } from './encode-usage.ts'
import { getLeaseInput, getLeaseOutput } from './get-lease.schema.ts'

const EVENTS = 100

export const getLease = publicProcedure
  .meta({
    summary: 'One lease with its steps and the reason of each, and what is taken of its offer.',
    rest: { method: 'GET', path: '/leases/{leaseId}' },
  })
  .input(getLeaseInput)
  .output(getLeaseOutput)
  .query(async ({ ctx, input }) => {
    const { leaseGraceSeconds } = await ctx.parameters()
    const { tip, lease, events, consumption, usages } = await withSnapshot(ctx.pool, async (db) => {
      const tip = requireTip(await getTip(db))
      const lease = await getStoredLease(db, input.leaseId)
      if (lease === undefined) throw new AppError('NOT_FOUND', `There is no lease ${input.leaseId}.`)
      const events = await findLeaseEvents(db, { lease: lease.id, limit: EVENTS })
      const consumption = (await findConsumption(db, [lease.offerId])).get(lease.offerId)
      return { tip, lease, events, consumption, usages: await readUsages(db, [lease], tip.minedAt) }
    })
    return {
      ...encodeLease(lease, tip.minedAt, leaseGraceSeconds),
      ...encodeUsage(lease, usages, tip.minedAt, leaseGraceSeconds),
      offer: {
        slotsTaken: consumption?.slotsTaken ?? 0,
        consumedUnits: String(consumption?.consumedUnits ?? 0n),
      },
      ending: encodeEnding(lease, tip.minedAt, leaseGraceSeconds),
      events: events.map(encodeLeaseEvent),
      asOf: encodeTip(tip),
    }
  })
