import { AppError } from '@network3/core/app-error'
import { createPostgresBus } from '@network3/db/bus/create-postgres-bus'
import type { Pool } from '@network3/db/pool'
import { findChangedJobs } from '@network3/db/queries/job/find-watched-jobs'
import { JOB_NEWS_TOPIC, type JobNews, parseJobNews } from '@network3/db/write/announce-jobs'
import type { Clock } from '@network3/service/clock'
import type { Logger } from '@network3/service/logger'
import { type Channel, createChannel } from './create-channel.ts'

/** One job, or all of a lease. */
export type WatchScope = { jobId: string } | { leaseId: bigint }

/** Where to look: at one job, or at everything again. */
type WatchNotice = { jobId: string } | 'all'

export type JobFeed = {
  /** Notices of a scope from now on. Throws DATABASE_UNREACHABLE; who falls behind sees the channel overflow. */
  join: (scope: WatchScope) => Promise<Channel<WatchNotice>>
  leave: (scope: WatchScope, channel: Channel<WatchNotice>) => void
  readerCount: () => number
  close: () => Promise<void>
}

/** Notices one reader may have waiting. Past that it looks at everything again. */
const CAPACITY = 1_000
/** What it looks back, over the clocks and transactions of gateways. */
const OVERLAP_MS = 15_000

const keyOf = (scope: WatchScope) => ('jobId' in scope ? scope.jobId : `lease ${scope.leaseId}`)

/**
 * News of jobs for every reader of this process, over one LISTEN connection that is opened for the first of them. A
 * notice only says "look", and readers read what they have not seen.
 */
export function createJobFeed(options: {
  databaseUrl: string
  pool: Pool
  logger: Logger
  clock: Clock
  /** How often this process looks by itself for what no notice told; default 5,000 ms. */
  lookMs?: number
}): JobFeed {
  const { databaseUrl, pool, logger, clock, lookMs = 5_000 } = options
  const readers = new Map<string, { scope: WatchScope; channels: Set<Channel<WatchNotice>> }>()
  let bus: ReturnType<typeof createPostgresBus> | undefined
  let started: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  const send = (key: string, notice: WatchNotice) => {
    for (const channel of readers.get(key)?.channels ?? []) channel.send(notice)
  }
  const tell = (news: readonly JobNews[]) => {
    for (const { jobId, leaseId } of news) {
      send(keyOf({ jobId }), { jobId })
      send(keyOf({ leaseId }), { jobId })
    }
  }
  const tellAll = () => {
    for (const key of readers.keys()) send(key, 'all')
  }

  /** For all readers in one question. */
  const look = async () => {
    if (readers.size === 0) return
    const scopes = [...readers.values()].map(({ scope }) => scope)
    const since = new Date(clock.now() - lookMs - OVERLAP_MS)
    const jobIds = scopes.flatMap((scope) => ('jobId' in scope ? scope.jobId : []))
    const leaseIds = scopes.flatMap((scope) => ('leaseId' in scope ? scope.leaseId : []))
    tell(await findChangedJobs(pool, { jobIds, leaseIds, since }))
  }

  const start = async () => {
    const onLost = (err: Error) => logger.warn({ err }, 'connection for news of jobs lost')
    bus = createPostgresBus({ databaseUrl, pool, onLost })
    await bus.subscribe(JOB_NEWS_TOPIC, (payload) => tell(parseJobNews(payload)), tellAll)
    timer = setInterval(() => {
      look().catch((err: unknown) => logger.warn({ err }, 'looking for news of jobs failed'))
    }, lookMs)
    timer.unref()
  }

  return {
    join: async (scope) => {
      started ??= start().catch((cause: unknown) => {
        started = undefined
        throw new AppError('DATABASE_UNREACHABLE', 'News of jobs cannot be read now.', {
          cause,
          retryable: true,
        })
      })
      await started
      const channel = createChannel<WatchNotice>(CAPACITY)
      const entry = readers.get(keyOf(scope)) ?? { scope, channels: new Set() }
      entry.channels.add(channel)
      readers.set(keyOf(scope), entry)
      return channel
    },
    leave: (scope, channel) => {
      const entry = readers.get(keyOf(scope))
      entry?.channels.delete(channel)
      if (entry?.channels.size === 0) readers.delete(keyOf(scope))
      channel.close()
    },
    readerCount: () => [...readers.values()].reduce((sum, { channels }) => sum + channels.size, 0),
    close: async () => {
      clearInterval(timer)
      for (const { channels } of readers.values()) for (const channel of channels) channel.close()
      await bus?.close()
      await started?.catch(() => undefined)
    },
  }
}
