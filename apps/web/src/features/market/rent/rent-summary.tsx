'use client'

import { shortenAddress } from '@network3/core/address'
import { formatWei } from '@network3/core/units'
import { FactList } from '@network3/ui/fact-list'
import { useChainConfig } from '../../../chain/chain-provider.tsx'
import { formatDuration } from '../../staking/format-duration.ts'
import type { Quote } from './use-quote.ts'

const n3 = (wei: bigint) => `${formatWei(wei, { group: true })} N3`

/** What renting does, before the wallet asks: what leaves, what arrives, to whom and when, and how it comes back. */
export function RentSummary({ quote }: { quote: Quote }) {
  const { contracts } = useChainConfig()
  const leastWei = quote.lines.reduce(
    (sum, { minUnits, pricePerUnitWei }) => sum + BigInt(minUnits) * BigInt(pricePerUnitWei),
    0n,
  )
  const slots = quote.lines.reduce((sum, line) => sum + line.slots, 0)
  const longest = Math.max(0, ...quote.lines.map(({ durationSeconds }) => durationSeconds))
  return (
    <FactList
      facts={[
        {
          label: 'Leaves your wallet',
          value: n3(BigInt(quote.totalWei)),
          note: 'In one prompt, when the transaction is mined. Gas is paid in ETH on top.',
        },
        {
          label: 'Goes to',
          value: <span title={contracts.leaseMarket}>escrow at {shortenAddress(contracts.leaseMarket)}</span>,
          note: 'The contract pays operators out of it for results you accept. Nobody can take more than was rented.',
        },
        {
          label: 'You get',
          value: `${quote.lines.length === 1 ? '1 lease' : `${quote.lines.length} leases`}, ${slots === 1 ? '1 slot' : `${slots} slots`}`,
          note: `At once, for up to ${formatDuration(longest)}. All of them or none.`,
        },
        {
          label: 'Due even if unused',
          value: n3(leastWei),
          note: 'What the offers ask at least. Everything above it that is not used goes back to your wallet when a lease is closed or its time is over.',
        },
        {
          label: 'Speaks for the leases',
          value: 'a key of this browser',
          note: 'Made by this page when you rent and kept in this browser only, unencrypted. It signs jobs and payments for them, up to what was rented, so that your wallet is not asked again; download it after renting, for without it nothing can be run.',
        },
      ]}
    />
  )
}
