import type { Db } from '../../pool.ts'
import { type Facts, hexText, readFacts } from './facts.ts'

/** What every account holds. */
export function findBalanceFacts(db: Db): Promise<Facts> {
  return readFacts(
    db,
    `SELECT ${hexText('account')} AS key, balance_wei::text AS "balance" FROM token_balance`,
  )
}
