import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { type AgreedRent, checkRentCall } from '@network3/chain/check-rent-call'
import type { Hex } from '@network3/core/hex'
import { formatWei } from '@network3/core/units'
import type { ChainConfig } from '../../config/chain-config.ts'
import { type SendStage, sendCall } from './send-call.ts'

type OpenLeases = {
  /** What the page shows. */
  agreed: AgreedRent
  /** What the site prepared. */
  call: { to: string; data: Hex; valueWei: string }
  onStage: (stage: SendStage) => void
}

/** Rents in one prompt: ERC-1363 transferAndCall moves the N3 and calls LeaseMarket, which reads the orders. */
export function openLeases(config: ChainConfig, { agreed, call, onStage }: OpenLeases): Promise<Hex> {
  const args = checkRentCall(config, call, agreed)
  const total = formatWei(agreed.totalWei, { group: true })
  const [only] = agreed.leases
  const what =
    agreed.leases.length === 1 && only !== undefined
      ? `${only.units.toLocaleString('en-US')} units`
      : `${agreed.leases.length} leases`
  return sendCall({
    ...{ to: config.contracts.n3Token, abi: n3TokenAbi, functionName: 'transferAndCall', args, onStage },
    title: `Rent ${what} for ${total} N3`,
  })
}
