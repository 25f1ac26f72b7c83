'use client'

import { useState } from 'react'
import { getBrowserQueryClient } from '../trpc/query-client.ts'
import type { SendStage } from './actions/send-call.ts'
import type { TransactionFailure } from './transactions/transaction-phase.ts'

export type ActionState = {
  stage: SendStage | undefined
  failure: TransactionFailure | undefined
}

export type ActionRun = (onStage: (stage: SendStage) => void) => Promise<unknown>

const atRest: ActionState = { stage: undefined, failure: undefined }

/**
 * Runs one on-chain act at a time and keeps what stands in its way. Declining in the wallet leaves no trace: the
 * button comes back. Resolves to true when the transaction was sent.
 */
export function useAction() {
  const [state, setState] = useState<ActionState>(atRest)

  const run = async (act: ActionRun): Promise<boolean> => {
    setState({ stage: 'simulating', failure: undefined })
    try {
      await act((stage) => setState({ stage, failure: undefined }))
      setState(atRest)
      return true
    } catch (error) {
      const { failureOf } = await import('./contract-errors.ts')
      const failure = failureOf(error)
      setState({ stage: undefined, failure })
      // A refusal often means that the page is behind the chain: what it shows is read again.
      if (failure !== undefined) void getBrowserQueryClient().invalidateQueries()
      return false
    }
  }
  return { ...state, run, clear: () => setState(atRest) }
}
