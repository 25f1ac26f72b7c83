/**
 * `npm run bench:lag`: a chain with a block of 200 events every second, the indexer, the API, and a reader that does
 * what a page does. Prints how long after a block was mined its rows are in what the API answers. Options:
 *   --minutes N      10, unless given
 */
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { REPLAY_CHAIN_ID } from '../../replay/answer-calls.ts'
import { writeHistory } from '../../replay/history.ts'
import { rewardsProfile } from '../../replay/rewards-profile.ts'
import { startBenchServer } from '../indexer/bench-server.ts'
import { tidyWhenInterrupted } from '../indexer/end-with-us.ts'
import { withLiveChain } from '../indexer/live-chain.ts'
import { printMachine } from '../indexer/print-results.ts'
import { writeDeployment } from '../indexer/start-indexer.ts'
import { judge, quantileOf } from '../indexer/verdicts.ts'
import { startApi } from './start-api.ts'
import { watchBlocks } from './watch-blocks.ts'

const EVENTS_PER_BLOCK = 200
const FILLED_BLOCKS = 300
const BLOCK_MS = 1_000
/** Blocks behind the head that are not final yet, as on chains with a finality of a minute. */
const FINAL_AFTER = 64
const LAST_ROWS_MS = 30_000
const WANTED_MS = 2_000

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } })
const blocksToMine = Math.round(Number(values.minutes) * 60)
if (!(blocksToMine > 0)) {
  console.error('Usage: npm run bench:lag -- [--minutes 10]')
  process.exit(1)
}

const server = await startBenchServer()
tidyWhenInterrupted(server.stop)
try {
  const blocks = FILLED_BLOCKS + blocksToMine
  const events = blocks * EVENTS_PER_BLOCK
  printMachine(blocksToMine * EVENTS_PER_BLOCK)
  const options = { name: 'lag', seed: 12, blocks, events, operators: 30_000, secondsPerBlock: 1 }
  const history = await writeHistory(rewardsProfile(options), join(server.folder, 'lag.history'))
  const lags = await withLiveChain(server, history, FILLED_BLOCKS, async ({ replay, databaseUrl }) => {
    const api = await startApi({
      ...{ databaseUrl, rpcUrl: replay.rpcUrl, chainId: REPLAY_CHAIN_ID },
      deploymentFile: writeDeployment(server.folder, history),
    })
    const minedAt = new Map<number, number>()
    const lagOf = new Map<number, number>()
    const watcher = await watchBlocks(api.url, (visible) => {
      const now = performance.now()
      for (const [block, at] of minedAt) {
        if (block > visible) break
        lagOf.set(block, now - at)
        minedAt.delete(block)
      }
    })
    try {
      const startedAt = performance.now()
      for (let block = FILLED_BLOCKS + 1; block <= blocks; block++) {
        const dueAt = startedAt + (block - FILLED_BLOCKS) * BLOCK_MS
        await delay(Math.max(0, dueAt - performance.now()))
        minedAt.set(block, performance.now())
        await replay.setHeads({ latest: block, finalized: Math.max(FILLED_BLOCKS, block - FINAL_AFTER) })
      }
      for (const until = performance.now() + LAST_ROWS_MS; minedAt.size > 0; await delay(100)) {
        if (performance.now() > until) throw new Error(`${minedAt.size} blocks never came to the API.`)
      }
    } finally {
      await watcher.close()
      await api.stop()
    }
    return [...lagOf.values()]
  })
  const show = (share: number) => `${Math.round(quantileOf(lags, share) ?? Number.NaN)} ms`
  const seen = quantileOf(lags, 0.99)
  const verdict = judge({ name: '', unit: 'ms', sense: 'at most', must: WANTED_MS, seen })
  console.log(
    `${lags.length} blocks of ${EVENTS_PER_BLOCK} events, one a second, from mined to shown by the API: ` +
      `p50 ${show(0.5)}, p99 ${show(0.99)}, slowest ${show(1)}; p99 of at most ${WANTED_MS} ms: ${verdict}`,
  )
} finally {
  await server.stop()
}
