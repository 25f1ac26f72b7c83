'use client'

import type { RouterOutputs } from '@network3/api/types'
import { reasonOf } from '@network3/core/reasons'
import { Button } from '@network3/ui/button'
import { SwitchNetworkButton } from '../../chain/switch-network-button.tsx'
import { useWallet } from '../../chain/use-wallet.ts'
import { askToConnect } from '../../chain/wallet-store.ts'
import type { useRequestActions } from './use-request-actions.ts'

type RequestItem = RouterOutputs['staking']['findRequests']['items'][number]

type RequestActionsProps = {
  request: RequestItem
  isReady: boolean
  isOwn: boolean
  actions: ReturnType<typeof useRequestActions>
}

const stages = { simulating: 'Checking…', confirming: 'Confirm in your wallet' }

/** Cancel is the staker's alone; withdraw is anybody's once the thaw is over, and pays the staker. */
export function RequestActions({ request, isReady, isOwn, actions }: RequestActionsProps) {
  const wallet = useWallet()
  const isConnected = wallet.status === 'connected'
  if (isConnected && wallet.isWrongNetwork) return <SwitchNetworkButton size="sm" />
  const { cancelStage, withdrawStage } = actions
  return (
    <span className="inline-flex flex-wrap justify-end gap-2">
      <Button
        size="sm"
        aria-label={cancelStage === undefined ? `Cancel request ${request.requestId}` : undefined}
        disabledReason={isOwn ? undefined : reasonOf('UNSTAKE_NOT_YOURS').sentence}
        isBusy={cancelStage !== undefined}
        onClick={isConnected ? actions.cancel : askToConnect}
      >
        {cancelStage === undefined ? 'Cancel' : stages[cancelStage]}
      </Button>
      <Button
        size="sm"
        variant={isReady ? 'signal' : 'line'}
        aria-label={withdrawStage === undefined ? `Withdraw request ${request.requestId}` : undefined}
        disabledReason={isReady ? undefined : 'It is still thawing; the clock beside it says for how long.'}
        isBusy={withdrawStage !== undefined}
        onClick={isConnected ? actions.withdraw : askToConnect}
      >
        {withdrawStage === undefined ? 'Withdraw' : stages[withdrawStage]}
      </Button>
    </span>
  )
}
