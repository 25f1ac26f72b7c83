import { Badge } from '@network3/ui/badge'
import { type BatchStatus, batchStatusWords, type DeviceStatus, deviceStatusWords } from './store-words.ts'

const deviceTones = { ordered: 'line', shipped: 'line', activated: 'signal', refunded: 'warn' } as const
const batchTones = {
  upcoming: 'line',
  open: 'signal',
  'sold-out': 'line',
  closed: 'line',
  paused: 'warn',
} as const

type DeviceBadgeProps = { status: DeviceStatus; reason: { sentence: string } }
type BatchBadgeProps = { status: BatchStatus; reason: { sentence: string } }

/** Where a device stands; why, in the title. */
export function DeviceBadge({ status, reason }: DeviceBadgeProps) {
  return (
    <Badge tone={deviceTones[status]} title={reason.sentence}>
      {deviceStatusWords[status]}
    </Badge>
  )
}

/** Whether a batch can be bought from; why, in the title. */
export function BatchBadge({ status, reason }: BatchBadgeProps) {
  return (
    <Badge tone={batchTones[status]} title={reason.sentence}>
      {batchStatusWords[status]}
    </Badge>
  )
}
