import type { RouterOutputs } from '@network3/api/types'

export type LeaseItem = RouterOutputs['leases']['find']['items'][number]
export type LeaseView = RouterOutputs['leases']['get']

/** Tone of a lease's reason: alive, over, or waiting for somebody. */
export function leaseTone(state: LeaseItem['state']): 'signal' | 'line' | 'warn' {
  if (state === 'open') return 'signal'
  return state === 'closed' ? 'line' : 'warn'
}

export const stateWords: Record<LeaseItem['state'], string> = {
  open: 'open',
  overdue: 'time over',
  closing: 'closing',
  finalizable: 'to be settled',
  closed: 'closed',
}

export const countUnits = (units: string | bigint): string => BigInt(units).toLocaleString('en-US')

/** `3,600 node-seconds`, `1 licence`, `12 MiB`. */
export function unitsOf(units: string | bigint, unit: LeaseItem['unit']): string {
  const plural = unit === 'MiB' || BigInt(units) === 1n ? unit : `${unit}s`
  return `${countUnits(units)} ${plural}`
}
