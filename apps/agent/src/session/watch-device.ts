import { networkInterfaces } from 'node:os'

export type DeviceEvent = 'AGENT_WOKE_UP' | 'AGENT_NETWORK_CHANGED'

/** A moment as two clocks show it: one that people set and that goes on in sleep, and one that only runs. */
export type Moment = { wallMs: number; runningMs: number; addresses: string }

const LOOK_EVERY_MS = 10_000
/** More than this between the clocks, or between looks, was sleep (or a clock set anew: the same is to be done). */
const JUMP_MS = 20_000

/** What happened between two looks. */
export function compareMoments(before: Moment, now: Moment): DeviceEvent | undefined {
  const wall = now.wallMs - before.wallMs
  const ran = now.runningMs - before.runningMs
  if (Math.abs(wall - ran) > JUMP_MS || ran > LOOK_EVERY_MS + JUMP_MS) return 'AGENT_WOKE_UP'
  return before.addresses === now.addresses ? undefined : 'AGENT_NETWORK_CHANGED'
}

/** Tells when the device slept or changed its network: its sockets are then dead, and do not know it. */
export function watchDevice(onEvent: (event: DeviceEvent) => void): { stop: () => void } {
  let before = look()
  const timer = setInterval(() => {
    const now = look()
    const event = compareMoments(before, now)
    before = now
    if (event !== undefined) onEvent(event)
  }, LOOK_EVERY_MS)
  return { stop: () => clearInterval(timer) }
}

function look(): Moment {
  const addresses = Object.entries(networkInterfaces())
    .flatMap(([name, all = []]) =>
      // IPv6 addresses that only last a while come and go without harm.
      all
        .filter(({ internal, family }) => !internal && family === 'IPv4')
        .map(({ address }) => `${name} ${address}`),
    )
    .sort()
    .join(',')
  return { wallMs: Date.now(), runningMs: performance.now(), addresses }
}
