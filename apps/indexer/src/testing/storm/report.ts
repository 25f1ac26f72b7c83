import {
  type DumpedTable,
  dumpTables,
  findFirstDifference,
  type TableDump,
} from '@network3/testing/dump-tables'
import type { BugName } from '../bugs/bugs.ts'
import type { FaultKind } from './faulty-provider.ts'
import type { Seen, StormTossed } from './storm-tossed.ts'

/** What became of an indexer, once the storm was over and its providers were honest again. */
export type StormVerdict = Omit<Seen, 'log'> & {
  name: string
  bug: BugName | undefined
  /** Undefined where it never came to the head of the chain again. */
  catchUpMs: number | undefined
  /** Tables whose rows are not those of a clean index of the same chain. */
  divergedTables: string[]
  /** The first table and row that differ, in words. */
  firstDifference: string | undefined
  logTail: string
}

export type StormReport = {
  seed: number
  /** How long it blew. */
  seconds: number
  chain: { blocks: number; reorgs: number; events: number }
  faults: Record<FaultKind, number>
  connectionsDropped: number
  verdicts: StormVerdict[]
  /** Differences between the clean index and the chain itself. */
  differencesFromChain: string[]
}

const LINES_OF_LOG = 12

/** Holds an indexer's database against a clean index of the same chain, table by table. */
export async function judgeTossed(
  { name, bug, database, seen }: StormTossed,
  clean: { url: string; dump: TableDump },
  catchUpMs: number | undefined,
): Promise<StormVerdict> {
  const dump = await dumpTables(database.url)
  const tables = Object.keys(clean.dump) as DumpedTable[]
  const divergedTables = tables.filter((table) => dump[table].hash !== clean.dump[table].hash)
  const [first] = divergedTables
  const { log, ...counts } = seen()
  return {
    ...{ name, bug, catchUpMs, divergedTables, ...counts },
    firstDifference: first && (await findFirstDifference(first, database.url, clean.url)),
    logTail: log.split('\n').slice(-LINES_OF_LOG).join('\n'),
  }
}

export function sumOf(faults: Record<FaultKind, number>): number {
  return Object.values(faults).reduce((sum, count) => sum + count, 0)
}
