'use client'

import type { RouterOutputs } from '@network3/api/types'
import { EpochRing } from '@network3/ui/epoch-ring'
import { Gauge } from '@network3/ui/gauge-row'
import { useRouter } from 'next/navigation'
import { useCallback } from 'react'

type Epoch = RouterOutputs['network']['getOverview']['epoch']

/** The epoch the chain is in. When it ends the page is read again. */
export function EpochGauge({ epoch, now }: { epoch: Epoch; now: string }) {
  const router = useRouter()
  const onEnd = useCallback(() => router.refresh(), [router])
  return (
    <Gauge
      label={`Epoch ${epoch.number.toLocaleString('en-US')}`}
      note={
        epoch.lastVerified === null
          ? 'none verified yet'
          : `verified up to ${epoch.lastVerified.toLocaleString('en-US')}`
      }
    >
      <EpochRing startsAt={epoch.startsAt} endsAt={epoch.endsAt} now={now} onEnd={onEnd} />
    </Gauge>
  )
}
