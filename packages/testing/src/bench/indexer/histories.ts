import { join } from 'node:path'
import { economyProfile } from '../../replay/economy-profile.ts'
import { type History, writeHistory } from '../../replay/history.ts'
import type { Profile } from '../../replay/profile.ts'
import { rewardsProfile } from '../../replay/rewards-profile.ts'

const OPERATORS = 30_000
const EVENTS_PER_DENSE_BLOCK = 200
const EVENTS_PER_SPARSE_BLOCK = 15

/** The histories of the bench, written when first asked for. Seeds are fixed: every run indexes the same events. */
export function createHistories(folder: string) {
  const make = (profile: Profile) => writeHistory(profile, join(folder, `${profile.name}.history`))
  const rewards = (name: string, seed: number, events: number, eventsPerBlock: number): Promise<History> => {
    const blocks = Math.ceil(events / eventsPerBlock)
    return make(rewardsProfile({ name, seed, events, operators: OPERATORS, blocks }))
  }
  return {
    dense: (name: string, events: number) => rewards(name, 7, events, EVENTS_PER_DENSE_BLOCK),
    sparse: (name: string, events: number) => rewards(name, 8, events, EVENTS_PER_SPARSE_BLOCK),
    economy: (name: string, events: number) => {
      const blocks = Math.ceil(events / EVENTS_PER_DENSE_BLOCK)
      return make(economyProfile({ name, seed: 9, events, operators: OPERATORS, blocks }))
    },
  }
}
