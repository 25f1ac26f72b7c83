import { setTimeout as delay } from 'node:timers/promises'
import type { RpcHeader } from '../../rpc/rpc-header.ts'
import type { IndexerParts } from '../../start-indexer.ts'
import { wrapWriter } from './wrap-writer.ts'

/** Said each time that a mistake has changed something: a storm in which it never mattered proves nothing. */
export const BITE = 'the bug bit'
const bite = () => void process.stdout.write(`${BITE}\n`)

/** Long enough to be killed in it. */
const SPLIT_MS = 60

const isUndoing = (before: ReadonlySet<string>) => before.has('delete-events-above')
const countOf = async (rows: Promise<{ rows: unknown[] }>) => (await rows).rows.length

/**
 * Mistakes that indexers do make, each made on purpose, for the storm to find. They live in a program of their own
 * (buggy-main.ts): nothing the indexer reads can turn one on. The first three are in `npm test`.
 */
export const bugs = {
  /**
   * Believes the logs of one provider, as long as they do not contradict themselves (go-ethereum issue 24078). How often
   * that mattered, the provider knows.
   */
  'believes-one-provider': {
    chain: (chain, [first]) => ({
      ...chain,
      proveRange: async () => new Map(),
      blockLogs: async (header) => ({
        logs: (await first?.source.witness(header.hash))?.logs ?? [],
        verified: 'bloom',
      }),
    }),
  },
  /** Takes a block's header from its memory, also when the chain has another by now (graph-node issue 4792). */
  'remembers-headers': {
    chain: (chain) => {
      const known = new Map<bigint, RpcHeader>()
      const headers = async (numbers: readonly bigint[]) => {
        for (const header of await chain.headers(numbers)) {
          if (header === undefined) continue
          const remembered = known.get(header.number) ?? header
          known.set(header.number, remembered)
          if (remembered.hash !== header.hash) bite()
        }
        return numbers.map((number) => known.get(number))
      }
      return { ...chain, headers }
    },
  },
  /** Forgets the balances when it undoes a reorg. */
  'keeps-undone-balances': {
    openWriter: wrapWriter(({ name }, before) => {
      if (!isUndoing(before) || name !== 'add-balances') return 'run'
      bite()
      return 'skip'
    }),
  },
  /** Takes an error for a block without logs (ponder issue 1524). */
  'takes-errors-for-silence': {
    chain: (chain) => ({
      ...chain,
      blockLogs: (header) =>
        chain.blockLogs(header).catch(() => {
          if (/[^0x]/.test(header.logsBloom)) bite()
          return { logs: [], verified: 'bloom' as const }
        }),
    }),
  },
  /** Moves the checkpoint in a transaction of its own, before the rows that follow from the block. */
  'commits-the-checkpoint-first': {
    openWriter: wrapWriter(async ({ name }, before, run): Promise<'run'> => {
      const hasMoved = before.has('move-tip') && name !== 'move-tip' && name !== undefined
      if (hasMoved && !before.has('split')) {
        before.add('split')
        await run('COMMIT')
        bite()
        await delay(SPLIT_MS)
        await run('BEGIN')
      }
      return 'run'
    }),
  },
  /** Leaves the steps of leases when it undoes a reorg. */
  'keeps-undone-lease-steps': {
    openWriter: wrapWriter(async ({ name, values }, _, run) => {
      if (name !== 'delete-lease-events-above') return 'run'
      const kept = run(`SELECT FROM lease_event WHERE block_number > ${values?.[0]}`)
      if ((await countOf(kept)) > 0) bite()
      return 'skip'
    }),
  },
  /** Undoes one block less than it should. */
  'undoes-a-block-too-few': {
    openWriter: wrapWriter(async (statement, _, run): Promise<'run'> => {
      const [above] = statement.values ?? []
      if (statement.name === 'delete-events-above' && typeof above === 'bigint') {
        statement.values = [above + 1n]
        if ((await countOf(run(`SELECT FROM event WHERE block_number = ${above + 1n}`))) > 0) bite()
      }
      return 'run'
    }),
  },
  /** Asks for ranges that end a block too early. */
  'misses-the-last-block-of-ranges': {
    chain: (chain) => ({
      ...chain,
      proveRange: async () => new Map(),
      rangeLogs: async (from, to) => {
        const range = await chain.rangeLogs(from, to)
        const read = () => {
          const whole = range.read()
          const logs = whole.logs.filter((log) => log.blockNumber < to)
          if (logs.length < whole.logs.length) bite()
          return { ...whole, logs }
        }
        return { ...range, read }
      },
    }),
  },
} satisfies Record<string, IndexerParts>

export type BugName = keyof typeof bugs
export const bugNames = Object.keys(bugs) as BugName[]
