'use client'

import type { RouterOutputs } from '@network3/api/types'
import { useState } from 'react'
import { useChainConfig } from '../../chain/chain-provider.tsx'
import { useAction } from '../../chain/use-action.ts'

type RequestItem = RouterOutputs['staking']['findRequests']['items'][number]
type Verb = 'withdraw' | 'cancelUnstake'

/** Withdraw and cancel for one request; one of them runs at a time. */
export function useRequestActions(request: RequestItem) {
  const config = useChainConfig()
  const { stage, failure, run } = useAction()
  const [verb, setVerb] = useState<Verb>()

  const start = (next: Verb) => {
    setVerb(next)
    return run(async (onStage) => {
      const actions = await import('../../chain/actions/unstake.ts')
      await actions[next](config, {
        requestId: BigInt(request.requestId),
        valueWei: BigInt(request.valueWei ?? request.requestedWei),
        onStage,
      })
    })
  }
  return {
    failure,
    withdrawStage: verb === 'withdraw' ? stage : undefined,
    cancelStage: verb === 'cancelUnstake' ? stage : undefined,
    withdraw: () => start('withdraw'),
    cancel: () => start('cancelUnstake'),
  }
}
