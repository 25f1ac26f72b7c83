import type { Db } from '../../pool.ts'
import { type Facts, hexText, readFacts, secondsText } from './facts.ts'

/** Every node by its address, retired ones too. */
export function findNodeFacts(db: Db): Promise<Facts> {
  return readFacts(
    db,
    `SELECT ${hexText('address')} AS key, ${hexText('operator')} AS "operator", country AS "country",
       capabilities::text AS "capabilities", ${hexText('spec_hash')} AS "specHash",
       ${secondsText('registered_at')} AS "registeredAt", ${secondsText('retired_at')} AS "retiredAt"
     FROM node`,
  )
}
