import { LOCAL_ECONOMY_SPEC_HASH } from '@network3/chain/local-economy'
import { claimOutcomes, closeReasons, offerKinds } from '@network3/core/lease-state'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bookEqualToChain } from '../book/book-under-test.ts'
import { type EconomyUnderTest, startEconomyUnderTest } from '../economy-under-test.ts'
import { setupEconomy } from '../setup/setup-economy.ts'
import { howLeasesEnded, marketEvents, playLeases } from './leases-under-test.ts'

let economy: EconomyUnderTest

beforeAll(async () => {
  economy = await startEconomyUnderTest()
  await setupEconomy(economy.chain, economy.plan)
}, 60_000)
afterAll(() => economy.stop())

const MOST_ROUNDS = 600

/** The functions by which leases were opened, and those of the market's that were called at all. */
async function doorsUsed() {
  const { client } = economy.chain
  const events = await marketEvents(economy)
  const hashes = new Set(
    events.flatMap(({ eventName, transactionHash }) =>
      eventName === 'LeaseOpened' ? [transactionHash] : [],
    ),
  )
  const inputs = await Promise.all([...hashes].map((hash) => client.getTransaction({ hash })))
  return new Set(inputs.map(({ input }) => input.slice(0, 10)))
}

it('opens leases by every door and ends them in every way, with a book that stays true', async () => {
  await playLeases(economy, MOST_ROUNDS, async () => {
    const { closed, settled, heldBack } = await howLeasesEnded(economy)
    return closed.size === 4 && settled.size === 4 && heldBack && (await doorsUsed()).size === 5
  })
  const { closed, settled, heldBack } = await howLeasesEnded(economy)
  expect(closed).toEqual(new Set(closeReasons.filter(Boolean)))
  expect(settled).toEqual(new Set(claimOutcomes.filter(Boolean)))
  expect(heldBack).toBe(true)
  // open, openMany, openWithPermit, openWithAuthorization, and the token's transferAndCall.
  expect((await doorsUsed()).size).toBe(5)
  await bookEqualToChain(economy.chain)
}, 240_000)

it('says on chain of every lease that it is one of the local economy, of every kind', async () => {
  const opened = (await marketEvents(economy)).flatMap((event) =>
    event.eventName === 'LeaseOpened' ? [event.args] : [],
  )
  expect(new Set(opened.map(({ specHash }) => specHash))).toEqual(new Set([LOCAL_ECONOMY_SPEC_HASH]))
  expect(new Set(opened.map(({ kind }) => offerKinds[kind]))).toEqual(new Set(offerKinds))
})
