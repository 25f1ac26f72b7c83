'use client'

import { Button } from '@network3/ui/button'
import { ReasonBar } from '@network3/ui/reason-bar'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ActionButton } from '../../chain/action-button.tsx'
import { useChainConfig } from '../../chain/chain-provider.tsx'
import { FailureNotice } from '../../chain/failure-notice.tsx'
import { useAction } from '../../chain/use-action.ts'
import { useWallet } from '../../chain/use-wallet.ts'
import { askToConnect } from '../../chain/wallet-store.ts'
import { FulfilmentRow } from './fulfilment-row.tsx'
import { PackingList } from './packing-list.tsx'
import { type CommitmentTexts, readCommitments } from './read-commitments.ts'
import type { Device } from './store-words.ts'
import { type RoleRefusal, useFulfillerRole } from './use-fulfiller-role.ts'

/** Devices that wait to be shipped, oldest first, and what the fulfiller does with them. */
export function Fulfilment({ devices, now }: { devices: readonly Device[]; now: string }) {
  const config = useChainConfig()
  const router = useRouter()
  const wallet = useWallet()
  const role = useFulfillerRole(wallet.address)
  const action = useAction()
  const [texts, setTexts] = useState<CommitmentTexts>({})
  const tokenIds = devices.map(({ tokenId }) => tokenId)
  const { shipments, problems } = readCommitments(tokenIds, texts)
  const problemCount = Object.keys(problems).length
  const disabledReason =
    role?.sentence ??
    (problemCount > 0 ? 'Correct the commitments marked above first.' : undefined) ??
    (shipments.length === 0 ? 'Enter the key commitment of at least one device.' : undefined)

  const change = (next: CommitmentTexts) => {
    setTexts({ ...texts, ...next })
    action.clear()
  }
  const ship = async () => {
    const isSent = await action.run(async (onStage) => {
      const { shipDevices } = await import('../../chain/actions/ship-devices.ts')
      await shipDevices(config, { shipments, onStage })
    })
    if (isSent) setTexts({})
    else router.refresh()
  }

  return (
    <>
      {role !== undefined && <RoleNotice role={role} isConnected={wallet.address !== undefined} />}
      <ul className="mt-5 border-line-strong border-t">
        {devices.map((device) => (
          <FulfilmentRow
            key={device.tokenId}
            device={device}
            now={now}
            text={texts[device.tokenId] ?? ''}
            problem={problems[device.tokenId]}
            roleReason={role?.sentence}
            onText={(text) => change({ [device.tokenId]: text })}
          />
        ))}
      </ul>
      <div className="grid justify-items-start gap-3 border-line border-b bg-paper py-4 max-md:sticky max-md:bottom-0">
        <ActionButton
          variant="signal"
          label={shipLabel(shipments.map(({ tokenId }) => tokenId))}
          stage={action.stage}
          disabledReason={disabledReason}
          onRun={ship}
        />
        <FailureNotice failure={action.failure} />
      </div>
      <PackingList tokenIds={tokenIds} onTexts={change} />
    </>
  )
}

/** Who may act here, told before anybody types. */
function RoleNotice({ role, isConnected }: { role: RoleRefusal; isConnected: boolean }) {
  return (
    <ReasonBar
      tone="line"
      code={role.code}
      sentence={`${role.sentence} Everybody may read this page.`}
      action={
        !isConnected && (
          <Button size="sm" onClick={askToConnect}>
            Connect
          </Button>
        )
      }
    />
  )
}

function shipLabel(tokenIds: readonly bigint[]): string {
  if (tokenIds.length > 1) return `Ship ${tokenIds.length} devices`
  return tokenIds[0] === undefined ? 'Ship' : `Ship device ${tokenIds[0]}`
}
