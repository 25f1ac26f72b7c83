'use client'

import { ActionButton } from '../../../chain/action-button.tsx'
import { useChainConfig } from '../../../chain/chain-provider.tsx'
import { FailureNotice } from '../../../chain/failure-notice.tsx'
import { useAction } from '../../../chain/use-action.ts'
import { getTrpcClient } from '../../../trpc/client.ts'

/** Takes an offer back by its nonce, with a transaction; leases that are open go on. */
export function WithdrawOffer({ offerId }: { offerId: string }) {
  const config = useChainConfig()
  const action = useAction()
  const withdraw = () =>
    action.run(async (onStage) => {
      const { nonce } = await getTrpcClient().offers.get.query({ offerId })
      const { cancelOffer } = await import('../../../chain/actions/cancel-offer.ts')
      await cancelOffer(config, { nonce: BigInt(nonce), onStage })
    })
  return (
    <div className="grid justify-items-end gap-2">
      <ActionButton
        size="sm"
        label="Withdraw"
        accessibleName={`Withdraw offer ${offerId.slice(0, 10)}`}
        stage={action.stage}
        onRun={() => void withdraw()}
      />
      <FailureNotice failure={action.failure} />
    </div>
  )
}
