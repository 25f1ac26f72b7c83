'use client'

import { shortenAddress } from '@network3/core/address'
import { formatWei } from '@network3/core/units'
import { FactList } from '@network3/ui/fact-list'
import { useRouter } from 'next/navigation'
import { ActionButton } from '../../chain/action-button.tsx'
import { useChainConfig } from '../../chain/chain-provider.tsx'
import { FailureNotice } from '../../chain/failure-notice.tsx'
import { useAction } from '../../chain/use-action.ts'
import { useWallet } from '../../chain/use-wallet.ts'
import { describeReason } from './describe-reason.ts'
import type { Device } from './store-words.ts'

type RefundFormProps = {
  device: Pick<Device, 'tokenId' | 'unitPriceWei' | 'owner'>
  /** The fulfiller cancels what cannot be delivered; the money goes to the owner all the same. */
  isCancel?: boolean
  onSent: () => void
}

/** What a refund does, and the one prompt of it. */
export function RefundForm({ device, isCancel = false, onSent }: RefundFormProps) {
  const config = useChainConfig()
  const router = useRouter()
  const action = useAction()
  const { address } = useWallet()
  const owner = shortenAddress(device.owner)
  const isForeign = !isCancel && address !== undefined && address.toLowerCase() !== device.owner.toLowerCase()

  const submit = async () => {
    const isSent = await action.run(async (onStage) => {
      const actions = await import('../../chain/actions/refund-device.ts')
      const act = isCancel ? actions.cancelDevice : actions.refundDevice
      await act(config, { tokenId: BigInt(device.tokenId), priceWei: BigInt(device.unitPriceWei), onStage })
    })
    if (isSent) onSent()
    else router.refresh()
  }

  return (
    <div className="grid gap-4 text-left whitespace-normal">
      <p>
        {isCancel
          ? `Cancel this only if the device cannot be delivered. Its owner is told that the seller could not deliver it.`
          : 'The device will not be shipped. Should you want it after all, you buy it again at the price of then.'}
      </p>
      <FactList
        facts={[
          {
            label: isCancel ? 'Arrives in its owner’s wallet' : 'Arrives in your wallet',
            value: `${formatWei(BigInt(device.unitPriceWei), { group: true })} N3`,
            note: `All that was paid for it, to ${owner}, who holds the token now, when the transaction is mined. The gas spent is not returned.`,
          },
          {
            label: 'Ceases to exist',
            value: `token ${device.tokenId}`,
            note: 'Its number is never used again. The device goes back on sale, and counts no longer against the cap of the buyer.',
          },
        ]}
      />
      <div className="grid justify-items-start gap-2">
        <ActionButton
          variant="ink"
          label={isCancel ? 'Cancel and pay back' : 'Refund'}
          stage={action.stage}
          disabledReason={isForeign ? describeReason('DEVICE_NOT_YOURS') : undefined}
          onRun={submit}
        />
      </div>
      <FailureNotice failure={action.failure} />
    </div>
  )
}
