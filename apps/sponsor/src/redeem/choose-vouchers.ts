import type { Voucher } from './read-vouchers.ts'

export type RedeemTerms = {
  /** What a wei of gas is worth in wei of N3, for weighing only. */
  n3PerEth: bigint
  /** A voucher waits until it pays so many times its gas; when its lease is about to end, once is enough. */
  worth: bigint
  /** Vouchers in one transaction. */
  batch: number
}

/** What a lease needs to be redeemed together with others, gas; measured, with room (contracts:gas). */
const GAS_PER_VOUCHER = 90_000n
/** So long before a lease can be closed its voucher is not left waiting. */
const HURRY_MS = 15 * 60_000

/**
 * The vouchers that are worth their gas now, the most pressing first, in batches. One that is not worth it waits: its
 * amount only grows.
 */
export function chooseVouchers(
  vouchers: readonly Voucher[],
  facts: { now: number; feePerGasWei: bigint; room: number },
  { n3PerEth, worth, batch }: RedeemTerms,
): Voucher[][] {
  const costWei = GAS_PER_VOUCHER * facts.feePerGasWei * n3PerEth
  const chosen = vouchers
    .filter(({ amountWei, redeemBefore }) => {
      const times = redeemBefore - facts.now < HURRY_MS ? 1n : worth
      return amountWei > 0n && amountWei >= costWei * times
    })
    .toSorted((a, b) => a.redeemBefore - b.redeemBefore)
    .slice(0, Math.max(0, facts.room))
  return Array.from({ length: Math.ceil(chosen.length / batch) }, (_, index) =>
    chosen.slice(index * batch, (index + 1) * batch),
  )
}
