import { createPostgresBus } from '@network3/db/bus/create-postgres-bus'
import { createPool } from '@network3/db/pool'
import { OUTBOX_TOPIC } from '@network3/db/write/job-messages'
import { systemClock } from '@network3/service/clock'
import { type HealthServer, startHealthServer } from '@network3/service/health-server'
import type { Logger } from '@network3/service/logger'
import { createSecretBox } from '@network3/service/webhooks/webhook-secret'
import { Logger as GraphileLogger, type Runner, run, runMigrations } from 'graphile-worker'
import { keepReleasing, type Releasing } from './release/keep-releasing.ts'
import { createSender, type PostMessage } from './send/post-message.ts'
import { createDeliverWebhook, DELIVER_WEBHOOK } from './tasks/deliver-webhook.ts'
import { createPrune, PRUNE } from './tasks/prune.ts'
import { createWorkerMetrics } from './worker-metrics.ts'

export type WorkerOptions = {
  databaseUrl: string
  /** Of health and metrics; 0 takes any free port. */
  port: number
  /** 32 bytes, the same as the site's. */
  secretsKey: Uint8Array
  /** Webhooks may lead to this machine: on a local network alone. */
  allowsLoopback: boolean
  concurrency: number
  logger: Logger
  /** Default: the sender of send/post-message.ts. */
  post?: PostMessage
  /** How often the outbox is looked at, milliseconds; default 1,000. */
  lookMs?: number
}

/** Every night at 03:17 (UTC), made up for within a day when nobody was there. */
const CRONTAB = `17 3 * * * ${PRUNE} ?fill=1d&max=3`

/** The worker in this process, until closed: what is under way is finished first. */
export async function runWorker(
  options: WorkerOptions,
): Promise<{ url: string; close: () => Promise<void> }> {
  const { databaseUrl, logger, concurrency, allowsLoopback, lookMs = 1_000 } = options
  const metrics = createWorkerMetrics()
  const ending = new AbortController()
  const { signal } = ending
  const pool = createPool(databaseUrl, {
    applicationName: 'network3-worker',
    maxConnections: concurrency + 2,
  })
  const graphile = {
    connectionString: databaseUrl,
    logger: graphileLogger(logger),
    // Its own connections: ours read int8 as bigint, which it does not expect.
    maxPoolSize: concurrency + 2,
  }
  await runMigrations(graphile)
  const bus = createPostgresBus({
    ...{ databaseUrl, pool },
    onLost: (err) => logger.warn({ err }, 'the connection for wake-up calls was lost, it is made again'),
  })
  const releasing: Releasing = keepReleasing({
    ...{ pool, task: DELIVER_WEBHOOK, logger, metrics, clock: systemClock, signal, lookMs },
  })
  const deliver = createDeliverWebhook({
    ...{ pool, logger, metrics, secrets: createSecretBox(options.secretsKey), now: Date.now },
    post: options.post ?? createSender({ allowsLoopback }),
    onEnd: releasing.wake,
  })
  const prune = createPrune({ pool, logger, metrics, signal })
  const runner: Runner = await run({
    ...graphile,
    concurrency,
    noHandleSignals: true,
    pollInterval: 2_000,
    crontab: CRONTAB,
    taskList: {
      [DELIVER_WEBHOOK]: counted(deliver, () => metrics.failures.inc({ what: DELIVER_WEBHOOK })),
      [PRUNE]: counted(prune, () => metrics.failures.inc({ what: PRUNE })),
    },
  })
  let brokenBy: string | undefined
  runner.promise.catch((error: unknown) => {
    brokenBy = error instanceof Error ? error.message : String(error)
    logger.fatal({ err: error }, 'the queue stopped')
  })
  const subscribed = bus.subscribe(OUTBOX_TOPIC, releasing.wake, releasing.wake)
  subscribed.catch((err: unknown) => logger.warn({ err }, 'wake-up calls are not heard'))
  const health: HealthServer = await startHealthServer({
    port: options.port,
    registry: metrics.registry,
    notReadyReasons: () => {
      if (brokenBy !== undefined)
        return [{ code: 'QUEUE_STOPPED', message: `The queue stopped: ${brokenBy}` }]
      if (releasing.failures() < 3) return []
      return [{ code: 'DATABASE_UNREACHABLE', message: 'The outbox could not be read three times in a row.' }]
    },
  })
  logger.info({ port: health.port, concurrency, allowsLoopback }, 'worker works')
  return {
    url: `http://127.0.0.1:${health.port}`,
    close: async () => {
      ending.abort()
      await releasing.ended
      if (brokenBy === undefined) await runner.stop()
      await subscribed.then(({ close }) => close()).catch(() => undefined)
      await bus.close()
      await health.close()
      await pool.end()
    },
  }
}

type Task = (payload: unknown) => Promise<void>

/** A task that throws is run again by the queue; that it did is counted. */
function counted(task: Task, onFailure: () => void): Task {
  return (payload) =>
    task(payload).catch((error: unknown) => {
      onFailure()
      throw error
    })
}

function graphileLogger(logger: Logger): GraphileLogger {
  return new GraphileLogger((scope) => (level, message, meta) => {
    const fact = { ...scope, err: meta.error ?? meta.reason }
    if (level === 'error') logger.error(fact, message)
    else if (level === 'warning') logger.warn(fact, message)
    else logger.debug(fact, message)
  })
}
