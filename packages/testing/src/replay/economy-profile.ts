import { createEconomy, type Economy } from './economy.ts'
import { leaseAction } from './economy-leases.ts'
import { buyDevice, setBatch, shipDevice } from './economy-store.ts'
import type { EventDraft } from './encode-draft.ts'
import { GENESIS_AT, type Profile, type Transaction } from './profile.ts'

export type EconomyOptions = { name: string; seed: number; blocks: number; events: number; operators: number }

const BLOCKS_PER_EPOCH = 300

/**
 * Everything the contracts do, in the proportions of a network that works: operators join, register nodes, stake and
 * claim; epochs get their roots; devices are sold and shipped; leases are opened, paid and closed. Every event carries
 * the state that follows from those before it, so that an indexer which checks its tables accepts the whole history.
 */
export function economyProfile({ name, seed, blocks, events, operators }: EconomyOptions): Profile {
  const economy = createEconomy(seed, operators)
  let made = 0
  return {
    ...{ name, blocks, startsAt: GENESIS_AT, secondsPerBlock: 2 },
    next: (block, minedAt) => {
      const transactions: Transaction[] = block === 1 ? [[...economy.found()], [...setBatch()]] : []
      if (block % BLOCKS_PER_EPOCH === 0) transactions.push([economy.postRoot(minedAt)])
      made += transactions.reduce((sum, transaction) => sum + transaction.length, 0)
      for (const until = Math.floor((events * block) / blocks); made < until; ) {
        const transaction = act(economy, minedAt)
        made += transaction.length
        transactions.push(transaction)
      }
      return transactions
    },
  }
}

/** One action of somebody, as its contracts log it. */
function act(economy: Economy, minedAt: number): EventDraft[] {
  const { random } = economy
  const roll = economy.joined === 0 ? 0 : random(100)
  if (roll < 8 && economy.joined < economy.operators) return economy.join(minedAt)
  if (roll < 50) return economy.claim()
  if (roll < 65) return economy.stake(minedAt)
  if (roll < 70) return random(2) === 0 ? buyDevice(economy) : shipDevice(economy)
  return leaseAction(economy, minedAt)
}
