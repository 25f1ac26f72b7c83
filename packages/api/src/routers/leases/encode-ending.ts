import { finalizableAt, leaseStateOf } from '@network3/core/lease-state'
import { endingWords, settlementOf } from '@network3/core/market/settlement'
import type { LeaseRow } from '@network3/db/queries/lease/lease-row'
import { stateOf } from './encode-lease.ts'

/** How a lease ends, as answers carry it: nothing of it is promised by anybody but the contract. */
export function encodeEnding(row: LeaseRow, now: Date, graceSeconds: number) {
  const lease = stateOf(row)
  const { minUnits, pricePerUnitWei, heldUnits } = row
  const state = leaseStateOf(lease, now, graceSeconds)
  if (row.closed !== null) {
    return {
      slotsFreeAt: new Date(row.closed.at * 1000).toISOString(),
      ...{ toRenterWei: String(row.refundedWei), toOperatorWei: '0' },
      ...{ heldWei: String(heldUnits * pricePerUnitWei), says: endingWords(state, row) },
    }
  }
  const settlement = settlementOf({ ...lease, minUnits })
  const settleableAt = finalizableAt(lease, graceSeconds)
  if (settleableAt === null) throw new Error('a lease that is not closed can be settled some time')
  return {
    slotsFreeAt: (settleableAt > now ? settleableAt : now).toISOString(),
    toRenterWei: String(settlement.unusedUnits * pricePerUnitWei),
    toOperatorWei: String(settlement.owedUnits * pricePerUnitWei),
    heldWei: String(settlement.heldUnits * pricePerUnitWei),
    says: endingWords(state, settlement),
  }
}
