import type { Db } from '../../pool.ts'
import { type Facts, hexText, readFacts } from './facts.ts'

/** Leaf increments, keyed `epoch/operator`. */
export function findOperatorRewardFacts(db: Db): Promise<Facts> {
  return readFacts(
    db,
    `SELECT epoch || '/' || ${hexText('operator')} AS key, amount_wei::text AS "amount",
       cumulative_wei::text AS "cumulative"
     FROM operator_reward`,
  )
}

/** What the nodes of an epoch earned together, by epoch. */
export function findNodeRewardFacts(db: Db): Promise<Facts> {
  return readFacts(
    db,
    `SELECT epoch::text AS key, count(*)::text AS "nodes", sum(amount_wei)::text AS "amount"
     FROM node_reward GROUP BY epoch`,
  )
}
