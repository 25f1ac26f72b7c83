import { Disclosure } from '@network3/ui/disclosure'
import { ActivationSlot } from './activation-slot.tsx'
import type { Device } from './store-words.ts'

/** After a reset a device has a new node key, and is activated once more. */
export function ReactivationSlot({ device }: { device: Device }) {
  return (
    <Disclosure summary="It was reset, or came from somebody else">
      <p className="mb-3 max-w-[60ch] text-ink-2 text-md">
        Its token alone makes you the operator of its node. After a reset it runs another node: activate it
        again, and the node before is retired.
      </p>
      <ActivationSlot device={device} />
    </Disclosure>
  )
}
