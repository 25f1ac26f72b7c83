import type { Deployment } from '@network3/chain/deployment'
import { AppError } from '@network3/core/app-error'
import { createPool, type Pool } from '@network3/db/pool'
import { buildReindexSchema, reindexUrl } from '@network3/db/reindex/build-schema'
import {
  analyzeRebuilt,
  compareReplaced,
  readReindexState,
  switchTables,
} from '@network3/db/reindex/switch-tables'
import { openWriter, type Writer } from '@network3/db/write/open-writer'
import { type Clock, systemClock } from '@network3/service/clock'
import type { Logger } from '@network3/service/logger'
import type { IndexerEnv } from '../env.ts'
import { createIndexerMetrics } from '../indexer-metrics.ts'
import { openChainOf } from '../open-chain-of.ts'
import { runIndexer } from '../run-indexer.ts'
import { createStatus, type IndexerStatus } from '../sync/indexer-status.ts'

export type ReindexOptions = {
  env: IndexerEnv
  deployment: Deployment
  /** Begin anew, also where an attempt that was cut short could be gone on from. */
  isFresh: boolean
  logger: Logger
  say: (line: string) => void
  signal: AbortSignal
  clock?: Clock
}

const LOOK_EVERY_MS = 250
const SAY_EVERY_MS = 2_000

/**
 * Builds the index anew beside the old one, which serves and is written meanwhile, and puts it in its place once it has
 * caught up. Gives the tables whose row counts changed by it. May be stopped at any time and gone on with.
 * Throws what the indexer halts on, with the old index untouched.
 */
export async function runReindex(
  options: ReindexOptions,
): Promise<Awaited<ReturnType<typeof compareReplaced>>> {
  const { env, deployment, logger, say, clock = systemClock } = options
  const how = await buildReindexSchema(env.databaseUrl, { isFresh: options.isFresh })
  say(how === 'began' ? 'Begun with an empty index.' : 'Gone on with what an earlier attempt has built.')

  const ended = new AbortController()
  const signal = AbortSignal.any([options.signal, ended.signal])
  const gate = createGate()
  const status = createStatus()
  const { chain, watch } = openChainOf(env, deployment)
  const running = runIndexer({
    ...{ databaseUrl: reindexUrl(env.databaseUrl), deployment, chain, watch, status, logger, signal },
    ...{ epochFilesUrl: env.epochFilesUrl, mayUnwindFinal: env.mayUnwindFinal, defersIndices: true },
    ...{ auditEverySeconds: 0, metrics: createIndexerMetrics(), openWriter: gate.openWriter, clock },
  })
  const pool = createPool(env.databaseUrl, { maxConnections: 1, applicationName: 'network3-reindex' })
  try {
    await untilCaughtUp({ ...options, clock, signal }, pool, status)
    say('Caught up. Telling the planner of the new tables.')
    await analyzeRebuilt(pool)
    await switchOver(gate, clock, signal, say)
  } finally {
    ended.abort()
    await running
    await pool.end()
  }
  const after = createPool(env.databaseUrl, { maxConnections: 1, applicationName: 'network3-reindex' })
  try {
    return await compareReplaced(after)
  } finally {
    await after.end()
  }
}

/** Until the new index is at the head, with its epoch files and its leaderboard. */
async function untilCaughtUp(
  { say, signal, clock }: ReindexOptions & { clock: Clock },
  pool: Pool,
  status: IndexerStatus,
): Promise<void> {
  let saidAt = Number.NEGATIVE_INFINITY
  for (;;) {
    if (signal.aborted) throw new AppError('UNAVAILABLE', 'Stopped. The same command goes on from here.')
    if (status.phase === 'halted' || status.phase === 'standby') {
      throw new AppError(
        status.phase === 'halted' ? 'INDEX_DIVERGED' : 'WRITER_LOCKED',
        status.problem?.message ?? 'Another reindex of this chain is under way.',
      )
    }
    const state = await readReindexState(pool)
    const left = status.head === undefined || status.tip === undefined ? undefined : status.head - status.tip
    const isAtHead = status.phase === 'following' && left !== undefined && left <= 1n
    if (isAtHead && state.missingFiles === 0 && state.hasRanks) return
    if (clock.now() - saidAt >= SAY_EVERY_MS) {
      saidAt = clock.now()
      const share = status.head ? (Number(status.tip ?? 0n) * 100) / Number(status.head) : 0
      const files = state.missingFiles === 0 ? '' : `, ${state.missingFiles} epoch files to go`
      say(`block ${status.tip ?? '–'} of ${status.head ?? '–'} (${share.toFixed(1)} %)${files}`)
    }
    await clock.sleep(LOOK_EVERY_MS, signal)
  }
}

/** Tries until the new index is not behind the old one in the very moment of switching. */
async function switchOver(
  gate: ReturnType<typeof createGate>,
  clock: Clock,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<void> {
  for (;;) {
    if (signal.aborted) throw new AppError('UNAVAILABLE', 'Stopped. The same command goes on from here.')
    try {
      const beganAt = clock.now()
      if (await gate.switchTables()) {
        say(`Switched in ${clock.now() - beganAt} ms. The old tables are in the schema "replaced".`)
        return
      }
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      // Somebody reads for longer than we wait, or the old index's writer was in the way.
      if (!['55P03', '40P01', 'DATABASE_UNREACHABLE'].includes(code)) throw error
      say('Somebody was in the way; trying again.')
    }
    await clock.sleep(LOOK_EVERY_MS, signal)
  }
}

/**
 * The writer of the new index, which also switches: between two of its transactions, so that it is nowhere in the
 * middle, and as its last, for afterwards the tables it would write to are the ones that serve.
 */
function createGate() {
  let isShut = false
  let current: Writer | undefined
  return {
    openWriter: async (databaseUrl: string, chainId: number): Promise<Writer | undefined> => {
      if (isShut) return undefined
      const writer = await openWriter(databaseUrl, chainId, 'reindex')
      current = writer
      if (writer === undefined) return undefined
      return {
        ...writer,
        transaction: (work) =>
          writer.transaction((tx) => {
            if (isShut)
              throw new AppError('WRITER_LOCKED', 'The new index serves; this writer is done.', {
                retryable: true,
              })
            return work(tx)
          }),
      }
    },
    switchTables: async (): Promise<boolean> => {
      const isSwitched = await current?.transaction(switchTables)
      isShut ||= isSwitched === true
      return isSwitched ?? false
    },
  }
}
