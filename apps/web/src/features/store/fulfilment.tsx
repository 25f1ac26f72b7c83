'use client'

import { Button } from '@network3/ui/button'
import { ReasonBar } from '@network3/ui/reason-bar'
import { Skeleton } from '@network3/ui/skeleton'
import { lazy, Suspense, useId, useState } from 'react'
import { useWallet } from '../../chain/use-wallet.ts'
import { askToConnect } from '../../chain/wallet-store.ts'
import { FulfilmentRow } from './fulfilment-row.tsx'
import { PackingList } from './packing-list.tsx'
import { type CommitmentTexts, readCommitments } from './read-commitments.ts'
import type { Device } from './store-words.ts'
import { type RoleRefusal, useFulfillerRole } from './use-fulfiller-role.ts'

// What sends is fetched by who may send.
const ShipBar = lazy(() => import('./ship-bar.tsx').then((module) => ({ default: module.ShipBar })))

type FulfilmentProps = {
  devices: readonly Device[]
  /** The server's clock, ISO. */
  now: string
  /** What somebody without the role is told. */
  noRole: RoleRefusal
}

/** Devices that wait to be shipped, oldest first, and what the fulfiller does with them. */
export function Fulfilment({ devices, now, noRole }: FulfilmentProps) {
  const wallet = useWallet()
  const role = useFulfillerRole(wallet.address, noRole)
  const [texts, setTexts] = useState<CommitmentTexts>({})
  const tokenIds = devices.map(({ tokenId }) => tokenId)
  const { shipments, problems } = readCommitments(tokenIds, texts)
  const change = (next: CommitmentTexts) => setTexts({ ...texts, ...next })

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
      <div className="grid justify-items-start gap-3 border-line border-b py-4">
        {role === undefined ? (
          <Suspense fallback={<Skeleton className="h-[34px] w-28" />}>
            <ShipBar
              shipments={shipments}
              hasProblems={Object.keys(problems).length > 0}
              onSent={() => setTexts({})}
            />
          </Suspense>
        ) : (
          <NoShip reason={role.sentence} />
        )}
      </div>
      <PackingList tokenIds={tokenIds} onTexts={change} />
    </>
  )
}

/** Shipping as everybody else sees it. */
function NoShip({ reason }: { reason: string }) {
  const id = useId()
  return (
    <>
      <Button variant="signal" disabledReason={reason} aria-describedby={id}>
        Ship
      </Button>
      <p id={id} className="text-ink-3 text-md">
        {reason}
      </p>
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
