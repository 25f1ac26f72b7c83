'use client'

import { useRouter } from 'next/navigation'
import { ActionButton } from '../../chain/action-button.tsx'
import { useChainConfig } from '../../chain/chain-provider.tsx'
import { FailureNotice } from '../../chain/failure-notice.tsx'
import { useAction } from '../../chain/use-action.ts'
import type { LeaseAct as Act } from './close-words.ts'

type LeaseActProps = { act: Act; leaseId: string }

/** One act on a lease: simulated first, then one prompt. */
export function LeaseAct({ act: { act, label, disabledReason }, leaseId }: LeaseActProps) {
  const config = useChainConfig()
  const action = useAction()
  const router = useRouter()
  const run = async () => {
    const isSent = await action.run(async (onStage) => {
      const actions = await import('../../chain/actions/close-lease.ts')
      const send = {
        ...{ close: actions.closeLease, finalize: actions.finalizeLease },
        ...{ contest: actions.contestUsage, settle: actions.settleUsage },
      }[act]
      await send(config, { leaseId: BigInt(leaseId), onStage })
    })
    if (!isSent) router.refresh()
  }
  return (
    <>
      <div className="grid justify-items-start gap-2">
        <ActionButton
          label={label}
          accessibleName={`${label} lease ${leaseId}`}
          stage={action.stage}
          disabledReason={disabledReason}
          onRun={() => void run()}
        />
      </div>
      <FailureNotice failure={action.failure} />
    </>
  )
}
