import { readEpochTerms } from '@network3/chain/epochs/epoch-terms'
import { localAttestors, localRichAccount } from '@network3/chain/local-economy'
import { toAppError } from '@network3/core/app-error'
import { systemClock } from '@network3/service/clock'
import type { Logger } from '@network3/service/logger'
import { backOffMs, retry } from '@network3/service/retry'
import { createActor } from './actions/perform-action.ts'
import { checkEconomyChain, type EconomyChain } from './chain/economy-chain.ts'
import { createFulfiller } from './devices/fulfil-orders.ts'
import { createAttestor } from './epochs/attestor.ts'
import { createEpochComputer } from './epochs/compute-epoch.ts'
import { openEpochStore } from './epochs/epoch-store.ts'
import { isWorthRetrying, type PublisherDeps, publishDueEpochs } from './epochs/publish-epochs.ts'
import { createFraudWatch } from './frauds/watch-frauds.ts'
import { createRandom } from './random.ts'
import { type EconomySize, planEconomy } from './setup/plan-economy.ts'
import { setupEconomy } from './setup/setup-economy.ts'

export type EconomyDeps = {
  chain: EconomyChain
  size: EconomySize
  epochFolder: string
  /** Milliseconds between two actions. */
  intervalMs: number
  /** Ships what was ordered at the store, by whomever. */
  fulfils: boolean
  /** Whose key directory the attestors watch; undefined: none. */
  siteUrl: string | undefined
  logger: Logger
  /** Ends both loops at their next safe point. */
  signal: AbortSignal
}

/** How often the publisher looks whether an epoch has ended. */
const EPOCH_LOOK_MS = 1_000
/** How often the fulfiller looks at the orders. */
const ORDER_LOOK_MS = 2_000
/** How often the attestors look at the key directory. */
const FRAUD_LOOK_MS = 10_000

/**
 * Sets the economy up, then acts and publishes epochs until the signal. What fails for a while (a node that
 * restarts, a chain that was unwound) is tried again; resolves after the signal.
 * @throws AppError that trying again cannot mend.
 */
export async function runEconomy(deps: EconomyDeps): Promise<void> {
  const { chain, logger, signal } = deps
  const patiently = <T>(what: string, task: () => Promise<T>) =>
    retry(task, {
      signal,
      isRetryable: isWorthRetrying,
      onRetry: (error, attempt, waitMs) =>
        logger.warn({ err: error, attempt, waitMs }, `${what} failed, tried again`),
    })
  const plan = planEconomy(deps.size)
  const store = openEpochStore(deps.epochFolder)
  try {
    await patiently('checking the chain', () => checkEconomyChain(chain))
    const publisher = await patiently('reading the terms', () => createPublisher(deps, store))
    const head = await patiently('reading the head', () => chain.client.getBlockNumber())
    const act = createActor({ chain, plan, store, random: createRandom(Number(head)), logger })
    const startedAt = performance.now()
    const publishing = keepDoing(deps, 'publishing epochs', EPOCH_LOOK_MS, () => publishDueEpochs(publisher))
    const acting = patiently('the set-up', () => setupEconomy(chain, plan)).then((result) => {
      logger.info(
        { ...result, durationMs: Math.round(performance.now() - startedAt) },
        'the economy was set up',
      )
      return keepDoing(deps, 'acting', deps.intervalMs, act)
    })
    const fulfilling = deps.fulfils
      ? keepDoing(deps, 'fulfilling orders', ORDER_LOOK_MS, createFulfiller(chain, plan, logger))
      : undefined
    const watching =
      deps.siteUrl === undefined
        ? undefined
        : keepDoing(
            deps,
            'watching the key directory',
            FRAUD_LOOK_MS,
            createFraudWatch(chain, deps.siteUrl, logger),
          )
    await Promise.all([publishing, acting, fulfilling, watching])
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

async function createPublisher(
  { chain, logger }: EconomyDeps,
  store: PublisherDeps['store'],
): Promise<PublisherDeps> {
  const terms = await readEpochTerms(chain)
  return {
    chain,
    terms,
    store,
    logger,
    computer: createEpochComputer(chain, terms),
    attestors: localAttestors().map((account) =>
      createAttestor(chain, account, createEpochComputer(chain, terms)),
    ),
    account: localRichAccount('publisher'),
  }
}

/** Repeats a task until the signal, with pauses; a failure that may pass makes the pauses longer. */
async function keepDoing(
  { signal, logger }: EconomyDeps,
  what: string,
  everyMs: number,
  task: () => Promise<unknown>,
): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    try {
      await task()
      failures = 0
    } catch (error) {
      if (!isWorthRetrying(error)) throw error
      failures++
      logger.warn({ err: toAppError(error), failures }, `${what} failed`)
    }
    await systemClock.sleep(
      failures === 0 ? everyMs : backOffMs(failures, { baseMs: everyMs, maxMs: 15_000 }),
      signal,
    )
  }
}
