import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AnvilServer, startAnvil } from '@network3/local-servers/start-anvil'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRandom } from '../../script/proofs/mutate/sample-mutants.ts'
import { createLeaseChain, type LeaseChain, operators, renters } from './lease-chain.ts'
import { createLeaseModel, type LeaseModel, type LeaseStep, type ModelOffer } from './lease-model.ts'

const parameters = {
  thawPeriod: 300n,
  gracePeriod: 600n,
  contestWindow: 700n,
  rulingPeriod: 900n,
  feeBps: 137n,
}
/** Few slots and units, so that every limit is met; prices from nothing to uneven. */
const offers: ModelOffer[] = operators.flatMap((operator) => [
  {
    ...{ operator, pricePerUnit: 10n ** 15n + 7n, slots: 3n, minUnits: 4n },
    ...{ maxUnits: 900n, maxDuration: 700n },
  },
  { operator, pricePerUnit: 3n, slots: 2n, minUnits: 0n, maxUnits: 2n ** 64n - 1n, maxDuration: 50n },
])
const STEPS = 200
const folder = mkdtempSync(join(tmpdir(), 'network3-differential-'))
let server: AnvilServer

beforeAll(async () => {
  server = await startAnvil({ logFile: join(folder, 'anvil.log') })
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

type Choose = { upTo: (limit: bigint) => bigint; of: <Item>(items: readonly Item[]) => Item }

function createChoose(seed: number): Choose {
  const random = createRandom(seed)
  return {
    // Limits here are far below the 32 bits the generator has.
    upTo: (limit) => (limit <= 0n ? 0n : BigInt(Math.floor(random() * Number(limit + 1n)))),
    of: (items) => {
      const item = items[Math.floor(random() * items.length)]
      if (item === undefined) throw new Error('Nothing to choose from.')
      return item
    },
  }
}

const kinds = [
  ...(['open', 'open', 'open', 'redeem', 'redeem', 'close', 'close', 'finalize'] as const),
  ...(['lodgeUsage', 'lodgeUsage', 'contestUsage', 'contestUsage'] as const),
  ...(['ruleUsage', 'ruleUsage', 'settleUsage'] as const),
]

/** Nearly always one that waits for such a step, if there is one. */
function chooseLease(choose: Choose, model: LeaseModel, kind: LeaseStep['kind']): number {
  const all = Array.from({ length: model.leaseCount() }, (_, index) => index + 1)
  const waiting = all.filter((id) => {
    const lease = model.leaseAt(id)
    if (kind === 'contestUsage') return lease?.claim.status === 'Lodged'
    if (kind === 'ruleUsage') return lease?.claim.status === 'Contested'
    if (kind === 'settleUsage') return lease?.claim.status !== 'None'
    return lease?.status !== 'Closed'
  })
  return choose.of(waiting.length > 0 && choose.upTo(9n) > 0n ? waiting : all)
}

/** Mostly what may be done, sometimes what may not: the model says which. */
function chooseStep(choose: Choose, model: LeaseModel): LeaseStep {
  const kind = choose.of(kinds)
  const count = model.leaseCount()
  if (kind === 'open' || count === 0) {
    const offer = Number(choose.upTo(BigInt(offers.length - 1)))
    return {
      kind: 'open',
      offer,
      renter: choose.of(renters),
      slots: choose.upTo(3n),
      units: choose.upTo(90n),
    }
  }
  const leaseId = chooseLease(choose, model, kind)
  const lease = model.leaseAt(leaseId)
  if (lease === undefined) throw new Error(`No lease ${leaseId}.`)
  if (kind === 'close' || kind === 'contestUsage') {
    const operator = offers[lease.offer]?.operator ?? lease.renter
    const caller = choose.of([lease.renter, lease.renter, lease.renter, operator, choose.of(renters)])
    return { kind, leaseId, caller }
  }
  if (kind === 'finalize' || kind === 'settleUsage') return { kind, leaseId }
  if (kind === 'ruleUsage') {
    return { kind, leaseId, units: choose.upTo(lease.claim.cumulativeUnits + 1n) }
  }
  const left = lease.units - lease.redeemedUnits
  return { kind, leaseId, units: lease.redeemedUnits + choose.of([left, choose.upTo(left + 1n)]) }
}

/** Everything that either side knows of the leases still in motion, and all the money. */
async function expectSame(chain: LeaseChain, model: LeaseModel, ids: number[], where: string) {
  const accounts = [...operators, ...renters]
  const indices = offers.map((_, index) => index)
  const [count, escrow, held, burned, received, consumption, leases] = await Promise.all([
    ...([chain.leaseCount(), chain.escrowTotal(), chain.held(), chain.burned()] as const),
    Promise.all(accounts.map(chain.receivedBy)),
    Promise.all(indices.map(chain.consumptionOf)),
    Promise.all(ids.map(chain.leaseAt)),
  ])
  expect({ count, escrow, held, burned, received, consumption, leases }, where).toEqual({
    count: model.leaseCount(),
    escrow: model.escrowTotal(),
    held: model.escrowTotal(),
    burned: model.burned(),
    received: accounts.map(model.balanceOf),
    consumption: indices.map(model.consumptionOf),
    leases: ids.map((id) => {
      const { offer, ...lease } = model.leaseAt(id) ?? { offer: 0 }
      return { lease, money: model.moneyOf(id) }
    }),
  })
}

test.each([1, 2])(
  'every step of sequence %i moves the market as it moves the model, to the wei',
  { timeout: 240_000 },
  async (seed) => {
    const chain = await createLeaseChain(server.rpcUrl, parameters, offers)
    const model = createLeaseModel(parameters, offers)
    const choose = createChoose(seed)
    const outcomes = new Map<string, number>()
    for (let index = 0; index < STEPS; index += 1) {
      const step = chooseStep(choose, model)
      const { refusal, now } = await chain.apply(step, choose.of([1n, 1n, 5n, 20n, 60n, 400n]))
      const where = `seed ${seed}, step ${index} (${step.kind} at ${now})`
      expect(refusal, where).toBe(model.apply(step, now))
      const touched = 'leaseId' in step ? step.leaseId : model.leaseCount()
      await expectSame(chain, model, touched === 0 ? [] : [touched], where)
      const outcome = refusal ?? step.kind
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    }
    const all = Array.from({ length: model.leaseCount() }, (_, index) => index + 1)
    await expectSame(chain, model, all, `seed ${seed}, at the end`)
    for (const id of all) {
      const reason = model.leaseAt(id)?.closeReason ?? 'None'
      outcomes.set(reason, (outcomes.get(reason) ?? 0) + 1)
    }
    const wanted = [...kinds, 'RenterClosed', 'OperatorClosed', 'Expired', 'Exhausted']
    const missed = [...new Set(wanted)].filter((outcome) => !outcomes.has(outcome))
    expect(missed, `of ${JSON.stringify([...outcomes])}`).toEqual([])
  },
)
