import { createHash } from 'node:crypto'
import { AppError, toAppError } from '@network3/core/app-error'
import { bytesOf } from '@network3/core/packed-log'
import type { Pool } from '@network3/db/pool'
import { compareFacts } from '@network3/db/queries/audit/compare-facts'
import type { Facts } from '@network3/db/queries/audit/facts'
import { findEventFacts } from '@network3/db/queries/audit/find-event-facts'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { findBlocksBelow } from '@network3/db/write/blocks'
import { readVerifiedNumber, setVerifiedNumber } from '@network3/db/write/indexer-checks'
import type { Writer } from '@network3/db/write/open-writer'
import { type Clock, systemClock } from '@network3/service/clock'
import type { Logger } from '@network3/service/logger'
import type { ContractsByAddress } from '../deployment-contracts.ts'
import type { ChainSource } from '../rpc/chain-source.ts'
import type { RpcLog } from '../rpc/rpc-log.ts'
import { type Interval, lowerOf } from './interval.ts'
import type { SyncContext, SyncState } from './sync-context.ts'

export type FinalVerifier = {
  onCommit: SyncContext['onCommit']
  /** Verifies what becomes final, until the signal. Throws INDEX_DIVERGED when what is stored is not what is final. */
  run(): Promise<void>
}

export type FinalVerifierOptions = {
  chain: ChainSource
  contracts: ContractsByAddress
  state: SyncState
  writer: Writer
  pool: Pool
  logger: Logger
  signal: AbortSignal
  clock?: Clock
}

const LOOK_EVERY_MS = 2_000
const BLOCKS_PER_RANGE = 500n

/**
 * Reads blocks that were indexed near the head once more when they are final, by range and proven, and holds them
 * against what is stored: a second look, by another question, after whatever reorgs there were. What a backfill brought
 * in was proven as a range of final blocks already.
 */
export function createFinalVerifier(options: FinalVerifierOptions): FinalVerifier {
  const { state, writer, pool, logger, signal, clock = systemClock } = options
  /** What backfills of this session brought in. */
  let filled: Interval[] = []
  let tipNumber = state.tip.number
  /** A local chain that was set back replaces blocks that were final: what came after this one is to verify again. */
  let setBackTo: bigint | undefined
  const lowered = (verified: bigint) => {
    const lower = setBackTo === undefined ? verified : lowerOf(setBackTo, verified)
    setBackTo = undefined
    return lower
  }
  return {
    onCommit: ({ tip, phase }) => {
      if (tip.number < tipNumber) {
        setBackTo = setBackTo === undefined ? tip.number : lowerOf(setBackTo, tip.number)
        filled = filled.flatMap(({ from, to }) =>
          from > tip.number ? [] : { from, to: lowerOf(to, tip.number) },
        )
      }
      const last = filled.at(-1)
      if (phase === 'backfill' && last?.to === tipNumber) last.to = tip.number
      else if (phase === 'backfill') filled.push({ from: tipNumber + 1n, to: tip.number })
      tipNumber = tip.number
    },
    run: async () => {
      const stored = await readVerifiedNumber(pool)
      let verified = stored ?? state.tip.number
      while (!signal.aborted) {
        await clock.sleep(LOOK_EVERY_MS, signal)
        if (signal.aborted) return
        const before = verified
        try {
          while (!signal.aborted) {
            verified = lowerOf(lowered(verified), state.finalized)
            if (verified === state.finalized) break
            const span = filled.find(({ from, to }) => from <= verified + 1n && verified < to)
            if (span !== undefined) {
              verified = lowerOf(span.to, state.finalized)
              continue
            }
            const next = await verifyNext(options, verified)
            if (next === undefined) break
            verified = next
          }
        } catch (caught) {
          const error = toAppError(caught)
          if (!error.retryable) throw error
          logger.warn({ err: error }, 'final blocks could not be verified again yet')
        }
        verified = lowered(verified)
        filled = filled.filter(({ to }) => to > verified)
        if (verified !== before) await writer.transaction((tx) => setVerifiedNumber(tx, verified))
      }
    },
  }
}

/** Verifies the next range after `verified`, and gives its last block; undefined when there is nothing to hold it to. */
async function verifyNext(options: FinalVerifierOptions, verified: bigint): Promise<bigint | undefined> {
  const { chain, state, pool, contracts } = options
  const from = verified + 1n
  const end = from + BLOCKS_PER_RANGE - 1n
  const [anchor] = await findBlocksBelow(pool, end < state.finalized ? end : state.finalized, 1)
  // None is kept of final blocks without events.
  if (anchor === undefined || anchor.number < from) return end < state.finalized ? end : undefined
  const range = (await chain.rangeLogs(from, anchor.number)).read()
  await chain.proveRange(range)
  if (range.last.hash !== anchor.hash) {
    // Another chain than ours, or a provider's lie: which of them, the sync finds out.
    throw new AppError('RPC_ANSWER_INVALID', `Block ${anchor.number} is final here, and another one there.`, {
      retryable: true,
    })
  }
  const stored = await withSnapshot(pool, async (db) => {
    const [still] = await findBlocksBelow(db, anchor.number, 1)
    return still?.hash === anchor.hash ? findEventFacts(db, { from, to: anchor.number }) : undefined
  })
  // Undone meanwhile, as a local chain may be: there is nothing to compare any more.
  if (stored === undefined) return undefined
  const { differences } = compareFacts('final events', factsOf(range.logs, contracts), stored)
  if (differences.length > 0) {
    throw new AppError(
      'INDEX_DIVERGED',
      `Between the final blocks ${from} and ${anchor.number} the database does not hold what the chain does: ` +
        `${differences.slice(0, 3).join(', ')}. Build the index anew with npm run reindex (docs/runbooks/reindex.md).`,
    )
  }
  return anchor.number
}

/** As findEventFacts gives what is stored. */
function factsOf(logs: readonly RpcLog[], contracts: ContractsByAddress): Facts {
  return new Map(
    logs.map((log) => [
      `${log.blockNumber}/${log.logIndex}`,
      {
        contract: contracts.get(log.address) ?? '',
        digest: digestOf(log),
      },
    ]),
  )
}

function digestOf({ blockHash, transactionHash, packed }: RpcLog): string {
  const hash = createHash('sha256')
  for (const part of [blockHash, transactionHash]) hash.update(part.slice(2), 'hex')
  return `0x${hash.update(bytesOf(packed)).digest('hex')}`
}
