import type { Address } from '@network3/core/hex'
import type { NodeLink } from '../hub.ts'

type Attempt = { jobId: string; fence: number }

/** Which slots of this gateway's nodes are taken. In memory: read anew from the database at each resync. */
export type NodeSlots = {
  /** What a node holds, known since its first resync; before that it gets nothing. */
  set(node: Address, held: readonly Attempt[]): void
  take(node: Address, attempt: Attempt): void
  /** True when it was taken. */
  release(node: Address, attempt: Attempt): boolean
  forget(node: Address): void
  /** Every job that holds a slot. */
  jobIds(): string[]
  /** Slots that can be given now. */
  free(link: NodeLink, nowMs: number): number
  /** The node refused for now: it is not asked again before `untilMs`. */
  rest(node: Address, untilMs: number): void
}

const keyOf = ({ jobId, fence }: Attempt) => `${jobId}:${fence}`

const jobIdOf = (key: string) => key.slice(0, key.indexOf(':'))

export function createNodeSlots(): NodeSlots {
  const taken = new Map<Address, Set<string>>()
  const resting = new Map<Address, number>()
  return {
    set: (node, held) => void taken.set(node, new Set(held.map(keyOf))),
    take: (node, attempt) => void taken.get(node)?.add(keyOf(attempt)),
    release: (node, attempt) => taken.get(node)?.delete(keyOf(attempt)) ?? false,
    forget: (node) => {
      taken.delete(node)
      resting.delete(node)
    },
    jobIds: () => [...new Set([...taken.values()].flatMap((held) => [...held].map(jobIdOf)))],
    free: ({ node, paused, capacity }, nowMs) => {
      const held = taken.get(node)
      // Without a key for sealed messages a node takes public work: matchJob tells the two apart.
      const isPaused = paused !== undefined && paused !== 'PAUSED_NO_KEY'
      if (held === undefined || isPaused || (resting.get(node) ?? 0) > nowMs) return 0
      return Math.max(0, capacity.slots - held.size)
    },
    rest: (node, untilMs) => void resting.set(node, untilMs),
  }
}
