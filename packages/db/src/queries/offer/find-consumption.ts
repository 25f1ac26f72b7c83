import type { Address, Hex } from '@network3/core/hex'
import type { OfferKind } from '@network3/core/lease-state'
import type { Db } from '../../pool.ts'
import { weiFromDb } from '../../wei.ts'
import { hexFromDb, hexToDb } from '../../write/hex.ts'

/** What leases took of an offer, as the contract counts it. */
export type OfferConsumption = {
  offerId: Hex
  operator: Address
  kind: OfferKind
  slotsTaken: number
  consumedUnits: bigint
}

type Row = {
  offer_id: Buffer
  operator: Buffer
  kind: OfferKind
  slots_taken: bigint
  consumed_units: string
}

/** What was taken of these offers, by id. One that was never leased is not among them: nothing was. */
export async function findConsumption(db: Db, offerIds: readonly Hex[]): Promise<Map<Hex, OfferConsumption>> {
  const { rows } = await db.query<Row>({
    name: 'find-offer-consumption',
    text: `SELECT offer_id, operator, kind, slots_taken, consumed_units FROM offer_state
           WHERE offer_id = ANY($1::bytea[])`,
    values: [offerIds.map(hexToDb)],
  })
  return new Map(
    rows.map((row) => [
      hexFromDb(row.offer_id),
      {
        offerId: hexFromDb(row.offer_id),
        operator: hexFromDb(row.operator),
        kind: row.kind,
        slotsTaken: Number(row.slots_taken),
        consumedUnits: weiFromDb(row.consumed_units),
      },
    ]),
  )
}
