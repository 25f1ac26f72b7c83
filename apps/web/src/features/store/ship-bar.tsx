'use client'

import { useRouter } from 'next/navigation'
import { ActionButton } from '../../chain/action-button.tsx'
import { useChainConfig } from '../../chain/chain-provider.tsx'
import { FailureNotice } from '../../chain/failure-notice.tsx'
import { useAction } from '../../chain/use-action.ts'
import type { Commitments } from './read-commitments.ts'

type ShipBarProps = {
  shipments: Commitments['shipments']
  /** Some commitment is wrong: nothing ships until it is mended. */
  hasProblems: boolean
  onSent: () => void
}

/** Ships everything that has a commitment, in one transaction. For wallets that hold the role. */
export function ShipBar({ shipments, hasProblems, onSent }: ShipBarProps) {
  const config = useChainConfig()
  const router = useRouter()
  const action = useAction()
  const disabledReason = hasProblems
    ? 'Correct the commitments marked above first.'
    : shipments.length === 0
      ? 'Enter the key commitment of at least one device.'
      : undefined

  const ship = async () => {
    const isSent = await action.run(async (onStage) => {
      const { shipDevices } = await import('../../chain/actions/ship-devices.ts')
      await shipDevices(config, { shipments, onStage })
    })
    if (isSent) onSent()
    else router.refresh()
  }

  return (
    <>
      <ActionButton
        variant="signal"
        label={labelOf(shipments.map(({ tokenId }) => tokenId))}
        stage={action.stage}
        disabledReason={disabledReason}
        onRun={ship}
      />
      <FailureNotice failure={action.failure} />
    </>
  )
}

function labelOf(tokenIds: readonly bigint[]): string {
  if (tokenIds.length > 1) return `Ship ${tokenIds.length} devices`
  return tokenIds[0] === undefined ? 'Ship' : `Ship device ${tokenIds[0]}`
}
