import type { ChainReader } from '@network3/chain/chain-reader'
import { isAppError } from '@network3/core/app-error'
import { addUptimeAnswers, type UptimeAnswer } from '@network3/db/write/uptime-answers'
import type { GatewayDeps, GatewayPart } from '../gateway-deps.ts'
import type { Hub } from '../hub.ts'
import type { JobsPart } from '../jobs/start-jobs.ts'
import { createQuestions } from './ask-nodes.ts'
import { createBeacons } from './beacons.ts'
import { createCloser } from './close-epochs.ts'
import type { EpochTimes } from './epoch-times.ts'
import { createCanaries } from './give-canaries.ts'
import { createCanaryJudge } from './judge-canary.ts'
import { createStandings } from './tell-standings.ts'

export type MeasuringOptions = {
  chain: ChainReader
  /** readEpochTimes(chain). */
  times: EpochTimes
  jobs: JobsPart
}

const ASK_MS = 100
const WORK_MS = 500

/**
 * Measures the sessions of this gateway: questions at random moments of each slot, a check by work in each epoch; and,
 * with the other gateways, closes each epoch's receipts. What it measures is in the database within half a second.
 */
export async function startMeasuring(
  hub: Hub,
  deps: GatewayDeps,
  { chain, times, jobs }: MeasuringOptions,
): Promise<GatewayPart> {
  const { pool, logger, metrics, clock, chainId, gatewayId, signal, bus } = deps
  const answersTotal = metrics.counter('n3_gateway_uptime_answers_total', 'Answers to challenges.', [
    'outcome',
  ])
  const canariesTotal = metrics.counter('n3_gateway_canaries_total', 'Checks by work that were given.')
  const closedTotal = metrics.counter(
    'n3_gateway_epochs_closed_total',
    'Epochs whose receipts were closed here.',
  )
  const beacons = createBeacons(chain, times)
  const questions = createQuestions(hub, times, chainId)
  const canaries = await createCanaries({ pool, times, gateway: gatewayId, findLink: hub.link })
  const standings = createStandings(hub, pool, times, questions.slotsOf)
  const close = createCloser({ pool, chain, chainId, times, beacons, logger })
  let answers: UptimeAnswer[] = []
  let beacon: { epoch: bigint; hash: `0x${string}` } | undefined

  jobs.onReturned(
    'canary',
    createCanaryJudge(pool, (node) => standings.touch(node, { at: clock.now() })),
  )
  hub.on('uptime', (link, body) => {
    const { outcome, answer } = questions.take(link, body, clock.now())
    answersTotal.inc({ outcome })
    if (answer !== undefined) answers.push(answer)
  })
  hub.onJoin((link) => {
    questions.join(link, clock.now())
    canaries.plan(link, clock.now())
    standings.touch(link.node)
  })
  hub.onChange((link) => canaries.plan(link, clock.now()))
  hub.onLeave(({ node }) => {
    questions.leave(node)
    canaries.leave(node)
  })

  const flush = async () => {
    if (answers.length === 0) return
    const written = answers
    answers = []
    try {
      await addUptimeAnswers(pool, written)
    } catch (error) {
      answers = [...written, ...answers]
      throw error
    }
  }

  const learnBeacon = async () => {
    const epoch = times.epochAt(new Date(clock.now()))
    if (epoch < 1n || beacon?.epoch === epoch) return
    const found = await beacons.find(epoch).catch((error: unknown) => {
      // The chain's newest block is a second behind the clock on the wall.
      if (isAppError(error) && error.code === 'EPOCH_INVALID') return undefined
      throw error
    })
    if (found === undefined) return
    const { hash } = found
    beacon = { epoch, hash }
    for (const link of hub.links()) canaries.plan(link, clock.now())
  }

  const asking = setInterval(() => {
    const now = clock.now()
    const isKnown = beacon?.epoch === times.epochAt(new Date(now))
    questions.tick(now, isKnown ? beacon?.hash : undefined)
  }, ASK_MS)

  const attempt = async (what: string, task: () => Promise<void>) => {
    try {
      await task()
    } catch (error) {
      if (!signal.aborted) logger.warn({ err: error }, `${what} failed, tried again`)
    }
  }
  const work = async () => {
    while (!signal.aborted) {
      await attempt('learning the beacon', learnBeacon)
      await attempt('writing answers', flush)
      await attempt('giving canaries', async () => {
        const given = await canaries.giveDue(clock.now())
        canariesTotal.inc(given)
        if (given > 0) await bus.publish('jobs.queued', JSON.stringify({ canaries: given }))
      })
      await attempt('telling standings', () => standings.tellDue(clock.now()))
      await attempt('closing receipts', async () => closedTotal.inc(await close(clock.now())))
      await clock.sleep(WORK_MS, signal)
    }
  }
  const working = work()
  return {
    close: async () => {
      clearInterval(asking)
      await working
      await flush()
    },
  }
}
