import { toAppError } from '@network3/core/app-error'
import { systemClock } from '@network3/service/clock'
import type { Logger } from '@network3/service/logger'
import { backOffMs, retry } from '@network3/service/retry'
import { createActor } from './actions/perform-action.ts'
import { checkEconomyChain, type EconomyChain } from './chain/economy-chain.ts'
import { createFulfiller } from './devices/fulfil-orders.ts'
import { fetchEpochFiles } from './epochs/epoch-files.ts'
import { createFraudWatch } from './frauds/watch-frauds.ts'
import { createOfferPublisher } from './leases/publish-offers.ts'
import { createRandom } from './random.ts'
import { type EconomySize, planEconomy } from './setup/plan-economy.ts'
import { setupEconomy } from './setup/setup-economy.ts'

export type EconomyDeps = {
  chain: EconomyChain
  size: EconomySize
  /** Base of published epoch files. */
  epochFilesUrl: string
  /** Milliseconds between two actions. */
  intervalMs: number
  /** Ships what was ordered at the store, by whomever. */
  fulfils: boolean
  /** Whose key directory the attestors watch; undefined: none. */
  siteUrl: string | undefined
  logger: Logger
  /** Ends the loops at their next safe point. */
  signal: AbortSignal
}

/** How often the fulfiller looks at the orders. */
const ORDER_LOOK_MS = 2_000
/** How often operators look whether their offers are all published. */
const OFFER_LOOK_MS = 5_000
/** How often the attestors look at the key directory. */
const FRAUD_LOOK_MS = 10_000

/**
 * Sets the economy up, then acts until the signal. What fails for a while (a node that
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
  const files = fetchEpochFiles(deps.epochFilesUrl)
  try {
    await patiently('checking the chain', () => checkEconomyChain(chain))
    const head = await patiently('reading the head', () => chain.client.getBlockNumber())
    const act = createActor({ chain, plan, files, random: createRandom(Number(head)), logger })
    const startedAt = performance.now()
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
    const offering =
      deps.siteUrl === undefined
        ? undefined
        : keepDoing(
            deps,
            'publishing offers',
            OFFER_LOOK_MS,
            createOfferPublisher(chain, plan, deps.siteUrl, logger),
          )
    await Promise.all([acting, fulfilling, watching, offering])
  } catch (error) {
    if (!signal.aborted) throw error
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

/** True when trying again later may help. */
function isWorthRetrying(error: unknown): boolean {
  const { code, retryable } = toAppError(error)
  // INTERNAL: what the RPC client threw; a node that restarts answers again.
  return retryable || code === 'INTERNAL' || code === 'TX_REVERTED'
}
