import type { GuardEntry } from './guard-entry.ts'

export type Binding = { name: string; epoch: number; point: string }
export type GrantEntry = { name: string; point: string; fromEpoch: number; toEpoch: number }

/** What the guard's lines say, folded for looking up. */
export type GuardBook = {
  apply: (entry: GuardEntry) => void
  /** The one point of a name in an epoch, if it has one. */
  boundPoint: (name: string, epoch: number) => string | undefined
  grantOf: (name: string) => GrantEntry | undefined
  /** Nothing older is issued: those bindings are no longer in memory. */
  oldestEpoch: () => number
}

/** Bindings of past days are kept on disk only: a node never signs for a day before yesterday of what it signed last. */
export function createGuardBook(): GuardBook {
  const byEpoch = new Map<number, Map<string, string>>()
  const grants = new Map<string, GrantEntry>()
  let newest = 0
  const oldestEpoch = (): number => Math.max(0, newest - 1)
  return {
    oldestEpoch,
    boundPoint: (name, epoch) => byEpoch.get(epoch)?.get(name),
    grantOf: (name) => grants.get(name),
    apply: (entry) => {
      if (entry.kind === 'grant') grants.set(entry.name, entry)
      if (entry.kind !== 'bind') return
      newest = Math.max(newest, entry.epoch)
      for (const epoch of byEpoch.keys()) if (epoch < oldestEpoch()) byEpoch.delete(epoch)
      if (entry.epoch < oldestEpoch()) return
      const names = byEpoch.get(entry.epoch) ?? new Map<string, string>()
      names.set(entry.name, entry.point)
      byEpoch.set(entry.epoch, names)
    },
  }
}
