'use client'

import { Button } from '@network3/ui/button'
import type { ButtonLook } from '@network3/ui/button-class'
import { useId } from 'react'
import type { SendStage } from './actions/send-call.ts'
import { SwitchNetworkButton } from './switch-network-button.tsx'
import { useWallet } from './use-wallet.ts'
import { askToConnect } from './wallet-store.ts'

type ActionButtonProps = ButtonLook & {
  /** What the button does: "Stake". Also heard by screen readers when the visible text says more. */
  label: string
  /** Names the thing acted on where several buttons look alike: "Withdraw request 12". */
  accessibleName?: string
  /** Why it cannot be done now, whatever wallet is connected. */
  disabledReason?: string | undefined
  /** True where the reason is already in sight, at the field it is about: it is not written twice. */
  isReasonInSight?: boolean
  stage: SendStage | undefined
  onRun: () => void
}

const stages: Record<SendStage, string> = { simulating: 'Checking…', confirming: 'Confirm in your wallet' }

/**
 * The button of an on-chain act. Without a wallet it offers to connect, on another network it offers to switch, and
 * where the act is not possible it says why, in words beside it.
 */
export function ActionButton({
  label,
  accessibleName,
  disabledReason,
  isReasonInSight = false,
  stage,
  onRun,
  ...look
}: ActionButtonProps) {
  const { status, address, isWrongNetwork } = useWallet()
  const reasonId = useId()
  if (disabledReason === undefined && isWrongNetwork) return <SwitchNetworkButton {...look} />
  const isReconnecting = address !== undefined && status !== 'connected'
  const isConnected = status === 'connected'
  const act = isConnected ? onRun : askToConnect
  const text =
    isConnected || isReconnecting || disabledReason !== undefined
      ? label
      : `Connect to ${label.toLowerCase()}`
  return (
    <>
      <Button
        {...look}
        aria-label={stage === undefined && text === label ? accessibleName : undefined}
        aria-describedby={disabledReason === undefined ? undefined : reasonId}
        disabledReason={disabledReason}
        isBusy={stage !== undefined || (isReconnecting && disabledReason === undefined)}
        onClick={act}
      >
        {stage === undefined ? text : stages[stage]}
      </Button>
      {disabledReason !== undefined && (
        <p id={reasonId} className={isReasonInSight ? 'sr-only' : 'text-ink-3 text-md'}>
          {disabledReason}
        </p>
      )}
    </>
  )
}
