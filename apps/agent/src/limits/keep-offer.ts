import type { AgentHome } from '../home/open-home.ts'
import { type DeviceFacts, judgeDevice, type Offer } from './judge-device.ts'
import { type Limits, readLimits } from './limits.ts'
import { readDevice } from './read-device.ts'

const LOOK_EVERY_MS = 15_000

export type KeptOffer = {
  current(): Offer
  limits(): Limits
  facts(): DeviceFacts
  /** Looks now: the limits or the device changed. */
  refresh(): Promise<void>
  stop(): void
}

/** What the node lends, kept true to the device and to the limits on disk; `onChange` when it is something else. */
export async function keepOffer(
  home: AgentHome,
  options: { running: () => number; hasSealingKey: () => boolean; onChange: (offer: Offer) => void },
): Promise<KeptOffer> {
  const look = async () => {
    const limits = await readLimits(home)
    const device = await readDevice(new Date())
    const facts = { ...device, runningJobs: options.running(), hasSealingKey: options.hasSealingKey() }
    return { limits, facts, offer: judgeDevice(limits, facts) }
  }
  let seen = await look()
  const refresh = async () => {
    // A limits file that is being edited by hand and makes no sense leaves the last ones in force.
    const next = await look().catch(() => undefined)
    if (next === undefined) return
    const isOther = JSON.stringify(next.offer) !== JSON.stringify(seen.offer)
    seen = next
    if (isOther) options.onChange(next.offer)
  }
  const timer = setInterval(() => void refresh(), LOOK_EVERY_MS)
  return {
    current: () => seen.offer,
    limits: () => seen.limits,
    facts: () => seen.facts,
    refresh,
    stop: () => clearInterval(timer),
  }
}
