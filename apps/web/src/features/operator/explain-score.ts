import { countryName } from '@network3/core/countries'
import { formatAmountDown } from '@network3/ui/format-amount'
import { formatInstant } from '@network3/ui/format-time'

export type ScoreFact = { key: string; label: string; value: string; note?: string }

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** Factors are fixed-point numbers of the epoch file: 10^12 is 1. */
const ONE = 10n ** 12n

const described: Record<string, { label: string; note?: string; show: (value: Json) => string }> = {
  slots: { label: 'Slots registered', note: 'of 24 parts of the epoch', show: (value) => `${value} / 24` },
  registeredAt: { label: 'Registered', show: instant },
  retiredAt: { label: 'Retired', show: (value) => (value === null ? 'no' : instant(value)) },
  stakePerNodeWei: {
    label: 'Stake per node',
    note: "the operator's active stake divided by its nodes",
    show: (value) => `${formatAmountDown(BigInt(String(value)))} N3`,
  },
  hasMinimumStake: {
    label: 'Minimum stake met',
    note: 'below it, nodes share at most 1 % of each pool',
    show: (value) => (value === true ? 'yes' : 'no'),
  },
  country: {
    label: 'Country',
    note: 'as the operator states it',
    show: (value) => countryName(String(value)),
  },
  nodesInCell: {
    label: 'Nodes in the same cell',
    note: 'nodes counted in its country, this one included',
    show: String,
  },
  density: { label: 'Density', note: 'falls when many nodes share a cell', show: factor },
  subnet: { label: 'Subnet', note: 'falls when nodes share an address range', show: factor },
  stake: { label: 'Stake', note: 'from 1 without stake to 2 at the cap', show: factor },
  quality: { label: 'Quality', note: 'validity × availability', show: factor },
  multiplier: { label: 'Multiplier', note: 'density × subnet × stake × quality²', show: factor },
  locked: {
    label: 'Locked',
    note: 'a claim stakes it for the operator instead of paying it',
    show: (value) => (value === true ? 'yes' : 'no'),
  },
}

function instant(value: Json): string {
  return typeof value === 'number' ? formatInstant(new Date(value * 1000).toISOString()) : String(value)
}

function factor(value: Json): string {
  const fixed = BigInt(String(value))
  const millionths = ((fixed % ONE) * 10_000n) / ONE
  return `${fixed / ONE}.${String(millionths).padStart(4, '0')}`
}

const order = Object.keys(described)

/**
 * The inputs and factors of one node's score, as the epoch file has them, with words beside them. Groups are
 * flattened; a value without words of ours is shown last and as it is, never left out.
 */
export function explainScore(inputs: Record<string, Json>): ScoreFact[] {
  const facts = flatten(inputs).map(([key, value]): ScoreFact => {
    const known = described[key]
    if (known === undefined) return { key, label: key, value: JSON.stringify(value) }
    return { key, label: known.label, value: known.show(value), ...(known.note && { note: known.note }) }
  })
  const place = ({ key }: ScoreFact) => (key in described ? order.indexOf(key) : order.length)
  return facts.sort((a, b) => place(a) - place(b))
}

function flatten(inputs: Record<string, Json>): [string, Json][] {
  return Object.entries(inputs).flatMap(([key, value]): [string, Json][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? flatten(value) : [[key, value]],
  )
}
