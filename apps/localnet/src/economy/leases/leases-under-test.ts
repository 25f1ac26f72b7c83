import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { claimOutcomes, closeReasons } from '@network3/core/lease-state'
import { parseEventLogs } from 'viem'
import { cancelOffer, openLease } from '../actions/lease-actions.ts'
import { advanceLease } from '../actions/lease-steps.ts'
import { createActor, type WeightedAction } from '../actions/perform-action.ts'
import type { EconomyUnderTest } from '../economy-under-test.ts'
import { createRandom } from '../random.ts'

/** The lease market's part of what an economy does. */
const leaseWeights: readonly WeightedAction[] = [
  ['openLease', openLease, 6],
  ['advanceLease', advanceLease, 20],
  ['cancelOffer', cancelOffer, 1],
]

/** Lets leases alone be played, three seconds a round, until `isDone` or the rounds are over. */
export async function playLeases(
  economy: EconomyUnderTest,
  rounds: number,
  isDone: () => Promise<boolean> = async () => false,
): Promise<void> {
  const { chain, plan, logger, epochs } = economy
  const act = createActor({
    ...{ chain, plan, logger, files: epochs.files, random: createRandom(5) },
    weights: leaseWeights,
  })
  for (let round = 0; round < rounds; round++) {
    await act()
    await economy.passSeconds(3)
    if (round % 20 === 19 && (await isDone())) return
  }
}

/** Every event of the lease market so far. */
export async function marketEvents({ chain: { client, deployment } }: EconomyUnderTest) {
  const logs = await client.getLogs({ address: deployment.contracts.leaseMarket, fromBlock: 0n })
  return parseEventLogs({ abi: leaseMarketAbi, logs })
}

export async function howLeasesEnded(economy: EconomyUnderTest) {
  const events = await marketEvents(economy)
  const closed = events.flatMap((event) =>
    event.eventName === 'LeaseClosed' ? [closeReasons[event.args.reason]] : [],
  )
  const settled = events.flatMap((event) =>
    event.eventName === 'UsageSettled' ? [claimOutcomes[event.args.outcome]] : [],
  )
  const heldBack = events.some((event) => event.eventName === 'LeaseClosed' && event.args.heldUnits > 0n)
  return { closed: new Set(closed), settled: new Set(settled), heldBack }
}

export async function isAnyLeaseRunning(economy: EconomyUnderTest): Promise<boolean> {
  const events = await marketEvents(economy)
  const count = (name: string) => events.filter(({ eventName }) => eventName === name).length
  return count('LeaseOpened') > count('LeaseClosed')
}
