'use client'

import { formatWei } from '@network3/core/units'
import { SectionHead } from '@network3/ui/section-head'
import { useRouter } from 'next/navigation'
import { ActionButton } from '../../chain/action-button.tsx'
import { useChainConfig } from '../../chain/chain-provider.tsx'
import { FailureNotice } from '../../chain/failure-notice.tsx'
import { useAction } from '../../chain/use-action.ts'
import { useWallet } from '../../chain/use-wallet.ts'
import { actsOf, type LeaseAct } from './close-words.ts'
import type { LeaseView } from './lease-words.ts'

const n3 = (wei: bigint) => `${formatWei(wei, { group: true })} N3`

/** What a wallet can do to a lease, each with what it does to the money. */
export function LeaseActions({ lease }: { lease: LeaseView }) {
  const { address } = useWallet()
  const acts = actsOf(lease, address, n3)
  if (acts.length === 0) return null
  return (
    <section aria-labelledby="acts">
      <SectionHead id="acts" title={lease.state === 'finalizable' ? 'Settle' : 'End it'} />
      <ul className="border-line-strong border-t">
        {acts.map((act) => (
          <Act key={act.act} act={act} leaseId={lease.leaseId} />
        ))}
      </ul>
    </section>
  )
}

function Act({ act: { act, label, says, disabledReason }, leaseId }: { act: LeaseAct; leaseId: string }) {
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
    <li className="grid gap-2.5 border-line border-b py-4">
      <p className="text-ink-2 text-md">{says}</p>
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
    </li>
  )
}
