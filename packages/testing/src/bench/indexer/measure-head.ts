import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { writeHistory } from '../../replay/history.ts'
import { rewardsProfile } from '../../replay/rewards-profile.ts'
import { startReplay } from '../../replay/start-replay.ts'
import type { BenchServer } from './bench-server.ts'
import { startIndexer } from './run-ours.ts'

const EVENTS_PER_BLOCK = 1_000
const FILLED_BLOCKS = 100
const LIVE_BLOCKS = 100

/**
 * Blocks of 1,000 events that come one by one at the head: how long each takes from its logs being there to its rows
 * being committed, as the indexer's own metrics say; waiting for the node is not in it.
 */
export async function measureHead(server: BenchServer): Promise<void> {
  const blocks = FILLED_BLOCKS + LIVE_BLOCKS
  const options = { seed: 10, blocks, events: blocks * EVENTS_PER_BLOCK, operators: 30_000 }
  const profile = rewardsProfile({ name: 'head', ...options })
  const history = await writeHistory(profile, join(server.folder, 'head.history'))
  const replay = await startReplay(history, { latencyMs: 0, maxLogs: 20_000 })
  await replay.setHeads({ latest: FILLED_BLOCKS, finalized: FILLED_BLOCKS })
  const databaseUrl = await server.createDatabase('head')
  const run = { databaseUrl, rpcUrl: replay.rpcUrl, history, proves: false, defersIndices: true }
  const indexer = await startIndexer(server, run)
  try {
    const reach = async (block: number) => {
      for (;;) {
        const { tip, phase } = await indexer.status()
        if (Number(tip) === block && phase === 'following') return
        await delay(10)
      }
    }
    await reach(FILLED_BLOCKS)
    for (let block = FILLED_BLOCKS + 1; block <= blocks; block++) {
      await replay.setHeads({ latest: block, finalized: FILLED_BLOCKS })
      await reach(block)
    }
    const { mean, upTo } = readHistogram(await indexer.metrics(), LIVE_BLOCKS)
    console.log(
      `head block of ${EVENTS_PER_BLOCK} events to committed rows: ${(mean * 1_000).toFixed(0)} ms on average, ` +
        `99 of 100 within ${(upTo * 1_000).toFixed(0)} ms`,
    )
  } finally {
    await indexer.stop()
    await replay.stop()
    await server.dropDatabase('head')
  }
}

/** Mean and the bucket that 99 of 100 are in, of n3_indexer_commit_seconds{kind="live"}, in seconds. */
function readHistogram(metrics: string, count: number): { mean: number; upTo: number } {
  const value = (line: RegExp) => Number(line.exec(metrics)?.[1])
  const sum = value(/commit_seconds_sum\{kind="live"\} ([\d.e-]+)/)
  const buckets = [...metrics.matchAll(/commit_seconds_bucket\{le="([^"]+)",kind="live"\} (\d+)/g)]
  const reached = buckets.find(([, , blocks]) => Number(blocks) >= count * 0.99)
  return { mean: sum / count, upTo: Number(reached?.[1]) }
}
