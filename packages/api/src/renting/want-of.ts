import { AppError } from '@network3/core/app-error'
import type { Want } from '@network3/core/market/fill-basket'
import type { Requirements } from '@network3/core/market/judge-offer'
import type { Condition } from '@network3/core/market/parse-query'
import type { RentSpec } from '@network3/core/market/rent-spec'

type Asked = { units: bigint } | { nodes: number; hours: number }

/** What has to be rented, and all that an offer has to meet to be a part of it. */
export function wantOf(
  spec: RentSpec,
  asked: Asked,
  conditions: readonly Condition[],
): { want: Want; totalUnits: bigint; requirements: Requirements } {
  const want = readWant(spec, asked)
  if ('units' in want) {
    const requirements = { conditions, mostMinUnits: want.units }
    return { want, totalUnits: want.units, requirements }
  }
  const { slots, unitsPerSlot } = want
  const more: Condition[] = [least('units', unitsPerSlot)]
  if (spec.kind === 'compute') more.push(least('duration', unitsPerSlot))
  return {
    ...{ want, totalUnits: BigInt(slots) * unitsPerSlot },
    requirements: { conditions: [...conditions, ...more], mostMinUnits: unitsPerSlot },
  }
}

function readWant(spec: RentSpec, asked: Asked): Want {
  if ('units' in asked) {
    if (spec.slots === undefined) return asked
    const slots = BigInt(spec.slots)
    return { slots: spec.slots, unitsPerSlot: (asked.units + slots - 1n) / slots }
  }
  if (spec.kind !== 'compute') {
    throw new AppError('INPUT_INVALID', `Hours are a measure of compute: say how many units of ${spec.kind}.`)
  }
  const counted = spec.isVerified ? 'verified' : spec.isOnline ? 'online' : 'registered'
  const unitsPerSlot = BigInt(Math.ceil(asked.hours * 3_600))
  return { slots: asked.nodes, unitsPerSlot, distinctNodes: counted }
}

function least(field: 'units' | 'duration', value: bigint): Condition {
  return { type: 'compare', field, operator: '>=', value: String(value) }
}
