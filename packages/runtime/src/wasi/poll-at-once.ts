import { ERRNO } from './errno.ts'
import type { GuestMemory } from './guest-memory.ts'

const SUBSCRIPTION_BYTES = 48
const EVENT_BYTES = 32
const MAX_SUBSCRIPTIONS = 1_024

/** poll_oneoff where nothing takes time: each sleep is over and each stream is ready at once. */
export function pollAtOnce(
  memory: GuestMemory,
  from: number,
  to: number,
  count: number,
  donePointer: number,
): number {
  if (count === 0 || count > MAX_SUBSCRIPTIONS) return ERRNO.inval
  for (let index = 0; index < count; index++) {
    const subscription = memory.range(from + index * SUBSCRIPTION_BYTES, SUBSCRIPTION_BYTES)
    const event = memory.range(to + index * EVENT_BYTES, EVENT_BYTES)
    if (subscription === undefined || event === undefined) return ERRNO.fault
    const userdata = subscription.slice(0, 8)
    const kind = subscription[8] ?? 0
    event.fill(0)
    event.set(userdata)
    event[10] = kind
  }
  return memory.setU32(donePointer, count) ? ERRNO.success : ERRNO.fault
}
