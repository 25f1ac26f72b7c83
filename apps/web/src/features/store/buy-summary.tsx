import { shortenAddress } from '@network3/core/address'
import type { Address } from '@network3/core/hex'
import { formatWei } from '@network3/core/units'
import { FactList } from '@network3/ui/fact-list'
import { countDevices } from './store-words.ts'

type BuySummaryProps = {
  quantity: number | undefined
  unitPriceWei: bigint
  wallet: Address | undefined
  deviceSale: Address
}

/** What an order does, before the wallet asks: what leaves, what arrives, to whom, when, and how it comes back. */
export function BuySummary({ quantity, unitPriceWei, wallet, deviceSale }: BuySummaryProps) {
  const to = wallet === undefined ? 'your wallet' : shortenAddress(wallet)
  return (
    <FactList
      facts={[
        {
          label: 'Leaves your wallet',
          value: quantity === undefined ? '–' : `${n3(unitPriceWei * BigInt(quantity))} N3`,
          note: `${n3(unitPriceWei)} N3 a device, in one prompt, when the transaction is mined. Should the price have fallen by then, the rest comes back with it. Gas is paid in ETH on top.`,
        },
        {
          label: 'Arrives',
          value:
            quantity === undefined
              ? '–'
              : `${quantity === 1 ? 'one token' : `${quantity} tokens`}, N3 Edge V1`,
          note: `An ERC-721 for each device, to ${to}, with the same transaction. The device itself follows when the fulfiller ships it; its page says so.`,
        },
        {
          label: 'Until it ships',
          value: 'held, refundable',
          note: `By the contract ${shortenAddress(deviceSale)}. You can take back all you paid for ${quantity === undefined || quantity === 1 ? 'it' : `any of the ${countDevices(quantity)}`} until it is shipped, and not after.`,
        },
      ]}
    />
  )
}

const n3 = (wei: bigint) => formatWei(wei, { group: true })
