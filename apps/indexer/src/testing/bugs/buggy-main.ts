import { readEnv } from '../../env.ts'
import { startIndexer } from '../../start-indexer.ts'
import { bugNames, bugs } from './bugs.ts'

/** The indexer with one deliberate bug, named by the first argument. */
const name = bugNames.find((bug) => bug === process.argv[2])
if (name === undefined) throw new Error(`There is no bug ${process.argv[2]}.`)
await startIndexer(readEnv(), bugs[name])
