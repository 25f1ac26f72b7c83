import type { Due } from './read-dues.ts'

/** Why something that could be settled is not settled now. */
export const settleReasons = {
  SETTLE_TRIED: 'It was sent a moment ago and is not indexed yet, or the contract refused it.',
  SETTLE_VOUCHER_FIRST: 'Its voucher is redeemed first, for it would be lost to the operator.',
  SETTLE_NOT_WORTH_GAS: 'It moves less than its gas, and nobody waits for its slots.',
  SETTLE_DAY_LIMIT: 'As much as a day’s limit allows was settled.',
} as const
export type SettleReason = keyof typeof settleReasons

export type SettleFacts = {
  /** Unix milliseconds. */
  now: number
  feePerGasWei: bigint
  /** What is left of the day: of all, and of what is settled for its slots alone. */
  room: number
  roomForSlots: number
  wasTried: (due: Due) => boolean
}

/** A settlement's gas; measured, with room (contracts:gas). */
const GAS_PER_SETTLEMENT = 110_000n
/** A voucher's share of a batch, as choose-vouchers.ts has it. */
const GAS_PER_VOUCHER = 90_000n
/** How long a voucher worth its gas holds a settlement up, and one that is not. */
const VOUCHER_MS = 86_400_000
const DUST_VOUCHER_MS = 3_600_000

export type Judged = {
  /** What to settle now, the most money first; `isForSlots`: it is not worth its gas, but an offer is full. */
  chosen: (Due & { isForSlots: boolean })[]
  waiting: Record<SettleReason, number>
}

/**
 * What of everything due is settled now: what moves more money than its gas costs, and what frees slots of an offer
 * that has none. The latter have a share of the day of their own, so that leases made to waste gas use up no more.
 */
export function judgeDues(dues: readonly Due[], facts: SettleFacts, n3PerEth: bigint): Judged {
  const { now, feePerGasWei, wasTried } = facts
  const gasWei = feePerGasWei * n3PerEth
  const waiting = Object.fromEntries(Object.keys(settleReasons).map((code) => [code, 0])) as Judged['waiting']
  const chosen: Judged['chosen'] = []
  let roomForSlots = facts.roomForSlots
  const byMoney = dues.toSorted((a, b) => (movedBy(b) > movedBy(a) ? 1 : movedBy(b) < movedBy(a) ? -1 : 0))
  for (const due of byMoney) {
    const isForSlots = movedBy(due) < GAS_PER_SETTLEMENT * gasWei
    const reason = reasonToWait(due, isForSlots)
    if (reason !== undefined) waiting[reason]++
    else {
      if (isForSlots) roomForSlots--
      chosen.push({ ...due, isForSlots })
    }
  }
  return { chosen, waiting }

  function reasonToWait(due: Due, isForSlots: boolean): SettleReason | undefined {
    if (wasTried(due)) return 'SETTLE_TRIED'
    if (due.act === 'finalize' && due.voucherWei > 0n) {
      const patience = due.voucherWei >= GAS_PER_VOUCHER * gasWei ? VOUCHER_MS : DUST_VOUCHER_MS
      if (now - due.dueSince < patience) return 'SETTLE_VOUCHER_FIRST'
    }
    if (isForSlots && !(due.act === 'finalize' && due.isOfferFull)) return 'SETTLE_NOT_WORTH_GAS'
    if (chosen.length >= facts.room || (isForSlots && roomForSlots <= 0)) return 'SETTLE_DAY_LIMIT'
    return undefined
  }
}

function movedBy({ toOperatorWei, toRenterWei }: Due): bigint {
  return toOperatorWei + toRenterWei
}
