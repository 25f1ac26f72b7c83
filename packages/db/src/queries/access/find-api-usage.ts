import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { weiFromDb } from '../../wei.ts'
import { hexToDb } from '../../write/hex.ts'

export type ApiUsage = {
  /** YYYY-MM-DD in UTC. */
  day: string
  keyId: string
  name: string
  calls: bigint
  jobs: bigint
  spendWei: bigint
}

/** What the keys of an account did since a day, newest day first. */
export async function findApiUsage(
  db: Db,
  { account, since }: { account: Address; since: string },
): Promise<ApiUsage[]> {
  const { rows } = await db.query<{
    day: string
    key_id: string
    name: string
    calls: bigint
    jobs: bigint
    spend_wei: string
  }>({
    name: 'find-api-usage',
    text: `SELECT u.day::text, u.key_id, k.name, u.calls, u.jobs, u.spend_wei
           FROM api_key k JOIN api_usage u ON u.key_id = k.id
           WHERE k.account = $1 AND u.day >= $2::date ORDER BY u.day DESC, u.key_id DESC LIMIT 20000`,
    values: [hexToDb(account), since],
  })
  return rows.map(({ day, key_id, name, calls, jobs, spend_wei }) => ({
    ...{ day, keyId: key_id, name, calls, jobs, spendWei: weiFromDb(spend_wei) },
  }))
}
