import type { Db } from '../../pool.ts'
import { type Facts, hexText, readFacts } from './facts.ts'

/** Every position, keyed `operator/staker`: shares now, and the lifetime sums. */
export function findPositionFacts(db: Db): Promise<Facts> {
  return readFacts(
    db,
    `SELECT ${hexText('operator')} || '/' || ${hexText('staker')} AS key, shares::text AS "shares",
       staked_wei::text AS "staked", taken_wei::text AS "taken"
     FROM stake_position`,
  )
}
