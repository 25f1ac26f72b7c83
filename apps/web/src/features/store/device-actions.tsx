import { deviceCan } from '@network3/core/device-state'
import { Address } from '@network3/ui/address'
import { LinkButton } from '@network3/ui/link-button'
import { ReasonBar } from '@network3/ui/reason-bar'
import type { ReactNode } from 'react'
import { paths, withQuery } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { describeReason } from './describe-reason.ts'
import { RefundSlot } from './refund-slot.tsx'
import type { Device } from './store-words.ts'

type DeviceActionsProps = {
  device: Device
  /** Stands where activation belongs: the steps themselves, or the way to them. */
  activation: ReactNode
}

/** The next step of a device, by where it stands; what cannot be done any more says why. */
export function DeviceActions({ device, activation }: DeviceActionsProps) {
  if (device.status === 'refunded') {
    return (
      <ReasonBar
        tone="line"
        code={device.reason.code}
        sentence={
          <>
            {device.reason.sentence}{' '}
            <Address value={device.owner} href={paths.storeOf(device.owner)} component={Link} />
          </>
        }
      />
    )
  }
  if (device.status === 'activated') {
    return (
      <div className="flex flex-wrap gap-2.5">
        <LinkButton variant="signal" component={Link} href={`${paths.operator(device.owner)}#nodes`}>
          See its node
        </LinkButton>
        <LinkButton component={Link} href={withQuery(paths.rewards, { address: device.owner })}>
          Rewards
        </LinkButton>
      </div>
    )
  }
  const answer = deviceCan.refund(device, device.owner)
  return (
    <div className="grid gap-6">
      {device.status === 'shipped' && activation}
      <RefundSlot
        device={device}
        refusal={answer === true ? undefined : describeReason(answer)}
        foreign={describeReason('DEVICE_NOT_YOURS')}
      />
    </div>
  )
}
