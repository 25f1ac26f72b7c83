import { join } from 'node:path'
import { writeHistory } from '../../replay/history.ts'
import { rewardsProfile } from '../../replay/rewards-profile.ts'
import type { BenchServer } from './bench-server.ts'
import { withLiveChain } from './live-chain.ts'

const EVENTS_PER_BLOCK = 200
const FILLED_BLOCKS = 500
const REORGED_BLOCKS = 10
const REORGS = 9

/** Milliseconds of a reorg: undoing the lost blocks, and with it indexing those that take their place. */
export type Reorg = { undoMs: number; wholeMs: number }

/** Ten blocks of 2,000 events lost to ten others of the same height, several times over: the two chains alternate. */
export async function measureReorgs(server: BenchServer): Promise<Reorg[]> {
  const blocks = FILLED_BLOCKS + REORGED_BLOCKS
  const make = (fork?: { above: number; name: string }) => {
    const options = {
      seed: 11,
      blocks,
      events: blocks * EVENTS_PER_BLOCK,
      operators: 30_000,
      secondsPerBlock: 0.4,
    }
    const profile = rewardsProfile({ name: 'reorg', ...options })
    return writeHistory(profile, join(server.folder, `${fork?.name ?? 'reorg'}.history`), fork)
  }
  const first = await make()
  const other = await make({ above: FILLED_BLOCKS, name: 'reorg_fork' })
  return withLiveChain(server, first, FILLED_BLOCKS, async ({ replay, reach, log }) => {
    await replay.setHeads({ latest: blocks, finalized: FILLED_BLOCKS })
    await reach(blocks)
    const reorgs: Reorg[] = []
    for (let count = 0; count < REORGS; count++) {
      const before = log().length
      await replay.setHistory(count % 2 === 0 ? other : first, { latest: blocks, finalized: FILLED_BLOCKS })
      const lines = async () => {
        for (;;) {
          await reach(blocks)
          const news = log().slice(before)
          if (news.filter(({ msg }) => msg === 'block was indexed').length === REORGED_BLOCKS) return news
        }
      }
      const news = await lines()
      const undone = news.find(({ msg }) => msg === 'reorg was undone')
      const events = REORGED_BLOCKS * EVENTS_PER_BLOCK
      if (undone?.depth !== REORGED_BLOCKS || undone.removed !== events)
        throw new Error(`Another reorg than the one made: ${JSON.stringify(undone)}`)
      const undoMs = undone.durationMs ?? Number.NaN
      const redoMs = news.reduce(
        (sum, { msg, durationMs = 0 }) => sum + (msg === 'block was indexed' ? durationMs : 0),
        0,
      )
      reorgs.push({ undoMs, wholeMs: undoMs + redoMs })
    }
    return reorgs
  })
}
