import { setTimeout as delay } from 'node:timers/promises'
import type { BenchServer } from './bench-server.ts'
import { measureStored, type Stored } from './measure-stored.ts'
import { cpuSecondsOf, cpuSecondsOfFamily, peakBytesOf } from './process-usage.ts'
import { type IndexerRun, startIndexer } from './start-indexer.ts'

const DEADLINE_MS = 30 * 60_000

export type Measured = {
  events: number
  seconds: number
  eventsPerSecond: number
  /** Microseconds of CPU per event. */
  appCpu: number
  postgresCpu: number
  /** The most memory the program held; 0 where that is not measured. */
  peakBytes: number
  stored?: Stored
}

/** Fills an empty database from a history, from the moment the process is up to its tip being the head. */
export async function measureBackfill(server: BenchServer, run: IndexerRun): Promise<Measured> {
  const { events, blocks } = run.history
  const postgresBefore = cpuSecondsOfFamily(server.pid)
  const indexer = await startIndexer(run)
  const startedAt = performance.now()
  const appBefore = cpuSecondsOf(indexer.pid)
  try {
    for (;;) {
      const { phase, tip } = await indexer.status()
      if (phase === 'following' && Number(tip) === blocks) break
      if (performance.now() - startedAt > DEADLINE_MS)
        throw new Error('The indexer did not get there in time.')
      await delay(50)
    }
    const seconds = (performance.now() - startedAt) / 1000
    const perEvent = (cpuSeconds: number) => (cpuSeconds * 1e6) / events
    return {
      ...{ events, seconds, eventsPerSecond: events / seconds },
      appCpu: perEvent(cpuSecondsOf(indexer.pid) - appBefore),
      postgresCpu: perEvent(cpuSecondsOfFamily(server.pid) - postgresBefore),
      peakBytes: peakBytesOf(indexer.pid),
      stored: await measureStored(run.databaseUrl, events),
    }
  } finally {
    await indexer.stop()
  }
}
