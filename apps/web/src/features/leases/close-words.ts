import type { LeaseView } from './lease-words.ts'

export type LeaseAct = {
  act: 'close' | 'finalize' | 'contest' | 'settle'
  label: string
  /** What happens, to whose money and when. */
  says: string
  /** Why this wallet cannot do it. */
  disabledReason?: string
}

const isSame = (left: string | undefined, right: string) => left?.toLowerCase() === right.toLowerCase()

/** What can be done to a lease now, by whom, with what it does to the money. Enforced by LeaseMarket.sol. */
export function actsOf(
  lease: LeaseView,
  wallet: string | undefined,
  n3: (wei: bigint) => string,
): LeaseAct[] {
  const acts: LeaseAct[] = []
  const price = BigInt(lease.pricePerUnitWei)
  const isRenter = isSame(wallet, lease.renter)
  const isOperator = isSame(wallet, lease.operator)
  const escrow = BigInt(lease.escrowWei)
  const leastDue = max(BigInt(lease.minUnits) - BigInt(lease.redeemedUnits), 0n) * price
  const atMost = max(escrow - leastDue, 0n)
  if (lease.state === 'finalizable') {
    acts.push({
      ...{ act: 'finalize', label: 'Settle' },
      says: `What is due is paid and up to ${n3(atMost)} goes back to the renter at once. Anyone may send it.`,
    })
  } else if (lease.state === 'open' || lease.state === 'overdue') {
    acts.push({
      ...{ act: 'close', label: 'Close' },
      says: isOperator
        ? `Ends the lease at once: vouchers that were not redeemed are worth nothing any more, and ${n3(escrow)} goes back to the renter.`
        : `Starts the thaw, in which vouchers given so far can still be redeemed; then it is settled, and up to ${n3(atMost)} of the ${n3(escrow)} held comes back to your wallet. New jobs are refused from then on.`,
      ...(wallet !== undefined &&
        !isRenter &&
        !isOperator && { disabledReason: 'Only the renter and the operator of a lease can close it.' }),
    })
  }
  const { claim } = lease
  if (claim?.reason.code === 'USAGE_SETTLEABLE') {
    acts.push({
      ...{ act: 'settle', label: 'Settle the measured usage' },
      says: 'Its window is over. Anyone may send it.',
    })
  } else if (claim?.status === 'lodged') {
    acts.push({
      ...{ act: 'contest', label: 'Contest the measured usage' },
      says: 'The court then rules on it; without a ruling in time nothing of it is due.',
      ...(wallet !== undefined &&
        !isRenter && { disabledReason: 'Only the renter of the lease can do this.' }),
    })
  }
  return acts
}

const max = (left: bigint, right: bigint) => (left > right ? left : right)
