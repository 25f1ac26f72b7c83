import type { Db } from '@network3/db/pool'
import { addSpend } from '@network3/db/write/api-usage'
import type { Context } from '../context.ts'
import { accessError } from './access-error.ts'

const DAY_MS = 86_400_000

/**
 * Counts the most a job can cost against what its API key may spend today (UTC), in the transaction that admits the
 * job: both happen or neither. Without a key there is nothing to count. Throws KEY_CAP_REACHED.
 */
export async function admitSpend(
  db: Db,
  { caller, clock }: Pick<Context, 'caller' | 'clock'>,
  amountWei: bigint,
): Promise<void> {
  if (caller.kind !== 'key') return
  const { keyId, dailyCapWei: capWei } = caller
  const midnight = Math.floor(clock.now() / DAY_MS) * DAY_MS
  const day = new Date(midnight).toISOString().slice(0, 10)
  const { isAdded, spentWei } = await addSpend(db, { keyId, day, amountWei, capWei })
  if (isAdded || capWei === null) return
  throw accessError('KEY_CAP_REACHED', {
    ...{ needWei: String(amountWei), haveWei: String(capWei > spentWei ? capWei - spentWei : 0n) },
    ...{ capWei: String(capWei), resetsAt: new Date(midnight + DAY_MS).toISOString() },
  })
}
