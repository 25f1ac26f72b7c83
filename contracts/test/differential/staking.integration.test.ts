import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AnvilServer, startAnvil } from '@network3/local-servers/start-anvil'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRandom } from '../../script/proofs/mutate/sample-mutants.ts'
import { createStakingChain, type StakingChain } from './staking-chain.ts'
import { createStakingModel, type StakingModel, type Step } from './staking-model.ts'

const parameters = { thawPeriod: 600n, streamPeriod: 300n, minimumStake: 10n ** 18n, maxSlashBps: 5_000n }
const STEPS = 300
const folder = mkdtempSync(join(tmpdir(), 'network3-differential-'))
let server: AnvilServer

beforeAll(async () => {
  server = await startAnvil({ logFile: join(folder, 'anvil.log') })
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

type Choose = { below: (limit: bigint) => bigint; of: <Item>(items: readonly Item[]) => Item }

function createChoose(seed: number): Choose {
  const random = createRandom(seed)
  // Sizes spread over magnitudes, so that wei, shares and millions meet.
  const below = (limit: bigint) => {
    if (limit <= 1n) return 0n
    const bits = Math.ceil(random() * (limit - 1n).toString(2).length)
    let value = 0n
    // The generator has 32 bits a draw; every bit of the amount must be able to vary, the lowest too.
    for (let drawn = 0; drawn < bits; drawn += 32)
      value = (value << 32n) | BigInt(Math.floor(random() * 2 ** 32))
    return BigInt.asUintN(bits, value) % limit
  }
  return {
    below,
    of: (items) => {
      const item = items[Math.floor(random() * items.length)]
      if (item === undefined) throw new Error('Nothing to choose from.')
      return item
    },
  }
}

/** Mostly what may be done, sometimes what may not: the model says which. */
function chooseStep(choose: Choose, chain: StakingChain, model: StakingModel): Step {
  const operator = choose.of(chain.operators)
  const staker = choose.of(chain.stakers)
  const unit = 10n ** 18n
  const kind = choose.of([
    'stake',
    'stake',
    'requestUnstake',
    'requestUnstake',
    'settle',
    'settle',
    'slash',
    'addRewards',
    'stakeFor',
  ])
  if (kind === 'stake' || kind === 'stakeFor') {
    return { kind, operator, staker, assets: choose.below(1_000n * unit) + choose.below(2n) * unit }
  }
  if (kind === 'requestUnstake') {
    const held = model.sharesOf(operator, staker)
    return { kind, operator, staker, shares: choose.of([held, choose.below(held + 2n)]) }
  }
  if (kind === 'settle' && model.requestCount() > 0) {
    const requestId = Number(choose.below(BigInt(model.requestCount()))) + 1
    const owner = model.requestOf(requestId)?.staker ?? staker
    return {
      kind: choose.of(['cancelUnstake', 'withdraw']),
      requestId,
      caller: choose.of([owner, owner, staker]),
    }
  }
  return { kind: choose.of(['slash', 'addRewards']), operator, assets: choose.below(100n * unit) + 1n }
}

/** Everything that either side knows, asked for in one go. */
async function expectSame(chain: StakingChain, model: StakingModel, where: string): Promise<void> {
  const pairs = chain.operators.flatMap((operator) =>
    chain.stakers.map((staker) => [operator, staker] as const),
  )
  const accounts = [...new Set([...chain.stakers, ...chain.operators])]
  const [pools, shares, received, burned] = await Promise.all([
    Promise.all(chain.operators.map(chain.poolOf)),
    Promise.all(pairs.map(([operator, staker]) => chain.sharesOf(operator, staker))),
    Promise.all(accounts.map(chain.receivedBy)),
    chain.burned(),
  ])
  expect({ pools, shares, received, burned }, where).toEqual({
    pools: chain.operators.map(model.poolOf),
    shares: pairs.map(([operator, staker]) => model.sharesOf(operator, staker)),
    received: accounts.map(model.balanceOf),
    burned: model.burned(),
  })
}

test.each([1, 2, 3])(
  'every step of sequence %i moves the chain as it moves the model, to the wei',
  { timeout: 180_000 },
  async (seed) => {
    const chain = await createStakingChain(server.rpcUrl, parameters)
    const model = createStakingModel(parameters)
    const choose = createChoose(seed)
    const outcomes = new Map<string, number>()
    for (let index = 0; index < STEPS; index += 1) {
      const step = chooseStep(choose, chain, model)
      const pause = choose.of([1n, 7n, 60n, 250n, 700n])
      const { refusal, now } = await chain.apply(step, pause)
      const where = `seed ${seed}, step ${index} (${step.kind} at ${now})`
      expect(refusal, where).toBe(model.apply(step, now))
      await expectSame(chain, model, where)
      const outcome = refusal ?? step.kind
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    }
    for (const kind of ['stake', 'requestUnstake', 'cancelUnstake', 'withdraw', 'slash', 'addRewards']) {
      expect(outcomes.get(kind), `${kind} happened`).toBeGreaterThan(0)
    }
  },
)
