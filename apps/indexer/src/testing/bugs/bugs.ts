import { setTimeout as delay } from 'node:timers/promises'
import type { RpcHeader } from '../../rpc/rpc-header.ts'
import type { IndexerParts } from '../../start-indexer.ts'
import { wrapWriter } from './wrap-writer.ts'

const isUndoing = (before: ReadonlySet<string>) => before.has('delete-events-above')

/**
 * Mistakes that indexers do make, each made on purpose, for the storm to find. They live in a program of their own
 * (buggy-main.ts): nothing the indexer reads can turn one on. The first three are in `npm test`.
 */
export const bugs = {
  /** Believes the logs of one provider, as long as they do not contradict themselves (go-ethereum issue 24078). */
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
        for (const header of await chain.headers(numbers.filter((number) => !known.has(number))))
          if (header !== undefined) known.set(header.number, header)
        return numbers.map((number) => known.get(number))
      }
      return { ...chain, headers }
    },
  },
  /** Forgets the balances when it undoes a reorg. */
  'keeps-undone-balances': {
    openWriter: wrapWriter(({ name }, before) =>
      isUndoing(before) && name === 'add-balances' ? 'skip' : 'run',
    ),
  },
  /** Takes an error for a block without logs (ponder issue 1524). */
  'takes-errors-for-silence': {
    chain: (chain) => ({
      ...chain,
      blockLogs: (header) => chain.blockLogs(header).catch(() => ({ logs: [], verified: 'bloom' as const })),
    }),
  },
  /** Moves the checkpoint in a transaction of its own, before the rows that follow from the block. */
  'commits-the-checkpoint-first': {
    openWriter: wrapWriter(async ({ name }, before, run): Promise<'run'> => {
      if (before.has('move-tip') && !before.has('split') && name !== 'move-tip') {
        before.add('split')
        await run('COMMIT')
        await delay(30)
        await run('BEGIN')
      }
      return 'run'
    }),
  },
  /** Leaves the steps of leases when it undoes a reorg. */
  'keeps-undone-lease-steps': {
    openWriter: wrapWriter(({ name }) => (name === 'delete-lease-events-above' ? 'skip' : 'run')),
  },
  /** Undoes one block less than it should. */
  'undoes-a-block-too-few': {
    openWriter: wrapWriter((statement) => {
      const [above] = statement.values ?? []
      if (statement.name === 'delete-events-above' && typeof above === 'bigint')
        statement.values = [above + 1n]
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
          return { ...whole, logs: whole.logs.filter((log) => log.blockNumber < to) }
        }
        return { ...range, read }
      },
    }),
  },
} satisfies Record<string, IndexerParts>

export type BugName = keyof typeof bugs
export const bugNames = Object.keys(bugs) as BugName[]
