import { join } from 'node:path'
import { writeHistory } from '../../replay/history.ts'
import { rewardsProfile } from '../../replay/rewards-profile.ts'
import type { BenchServer } from './bench-server.ts'
import { withLiveChain } from './live-chain.ts'

const EVENTS_PER_BLOCK = 1_000
const FILLED_BLOCKS = 100
/** The first ones run code that V8 has not compiled yet, as in no process that has been up for a minute. */
const WARMING_BLOCKS = 20
const LIVE_BLOCKS = 200

/**
 * Blocks of 1,000 events that come one by one at the head: milliseconds of each from its logs being there to its rows
 * being committed; waiting for the node is not in it.
 */
export async function measureHead(server: BenchServer): Promise<number[]> {
  const blocks = FILLED_BLOCKS + WARMING_BLOCKS + LIVE_BLOCKS
  const options = {
    seed: 10,
    blocks,
    events: blocks * EVENTS_PER_BLOCK,
    operators: 30_000,
    secondsPerBlock: 0.4,
  }
  const profile = rewardsProfile({ name: 'head', ...options })
  const history = await writeHistory(profile, join(server.folder, 'head.history'))
  return withLiveChain(server, history, FILLED_BLOCKS, async ({ replay, reach, log }) => {
    for (let block = FILLED_BLOCKS + 1; block <= blocks; block++) {
      await replay.setHeads({ latest: block, finalized: FILLED_BLOCKS })
      await reach(block)
    }
    const took = log().flatMap(({ msg, durationMs }) =>
      msg === 'block was indexed' && durationMs !== undefined ? [durationMs] : [],
    )
    if (took.length !== WARMING_BLOCKS + LIVE_BLOCKS)
      throw new Error(`${took.length} blocks were logged, not those that came.`)
    return took.slice(WARMING_BLOCKS)
  })
}
