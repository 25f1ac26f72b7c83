import { findApiUsage } from '@network3/db/queries/access/find-api-usage'
import { keyProcedure } from '../../trpc.ts'
import { getUsageInput, getUsageOutput } from './get-usage.schema.ts'

export const getUsage = keyProcedure('read')
  .meta({
    summary: 'What the API keys of the account did: calls, jobs admitted and their spend, by day and key.',
    rest: { method: 'GET', path: '/usage' },
  })
  .input(getUsageInput)
  .output(getUsageOutput)
  .query(async ({ ctx, input: { days } }) => {
    const now = ctx.clock.now()
    const to = dayOf(now)
    const from = dayOf(now - (days - 1) * 86_400_000)
    const rows = await findApiUsage(ctx.pool, { account: ctx.caller.account, since: from })
    const items = rows.map(({ day, keyId, name, calls, jobs, spendWei }) => ({
      ...{ day, keyId, name, calls: Number(calls), jobsAdmitted: Number(jobs) },
      spendAdmittedWei: String(spendWei),
    }))
    return { from, to, items }
  })

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
