import { setTimeout as delay } from 'node:timers/promises'
import type { History } from '../../replay/history.ts'
import { type Replay, startReplay } from '../../replay/start-replay.ts'
import type { BenchServer } from './bench-server.ts'
import { type RunningIndexer, startIndexer } from './start-indexer.ts'

const DEADLINE_MS = 3 * 60_000

export type LiveChain = {
  replay: Replay
  databaseUrl: string
  /** Resolves once the block is committed, and the indexer follows the head. */
  reach(block: number): Promise<void>
  /** Everything it logged, parsed. */
  log(): LogLine[]
}

type LogLine = { msg: string; durationMs?: number; block?: string; removed?: number; depth?: number }

/** Runs `work` beside an indexer that has filled a database with a history's first blocks and follows it from there. */
export async function withLiveChain<T>(
  server: BenchServer,
  history: History,
  filledBlocks: number,
  work: (chain: LiveChain) => Promise<T>,
): Promise<T> {
  const replay = await startReplay(history, { latencyMs: 0, maxLogs: 20_000 })
  await replay.setHeads({ latest: filledBlocks, finalized: filledBlocks })
  const databaseUrl = await server.createDatabase(history.name)
  const indexer = await startIndexer({
    ...{ folder: server.folder, databaseUrl, rpcUrl: replay.rpcUrl, history, logLevel: 'debug' },
    ...{ proves: false, defersIndices: true },
  })
  try {
    await reachBlock(indexer, filledBlocks)
    return await work({
      ...{ replay, databaseUrl },
      reach: (block) => reachBlock(indexer, block),
      log: () =>
        indexer
          .log()
          .split('\n')
          .filter((line) => line.startsWith('{') && line.endsWith('}'))
          .map((line) => JSON.parse(line)),
    })
  } finally {
    await indexer.stop()
    await replay.stop()
    await server.dropDatabase(history.name)
  }
}

async function reachBlock(indexer: RunningIndexer, block: number): Promise<void> {
  for (const until = performance.now() + DEADLINE_MS; performance.now() < until; await delay(10)) {
    const { tip, phase } = await indexer.status()
    if (Number(tip) === block && phase === 'following') return
  }
  throw new Error(`The indexer did not reach block ${block} in time.`)
}
