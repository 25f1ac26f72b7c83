import type { ChainReader } from './chain-reader.ts'
import { type MissingSince, observeTransaction } from './observe-transaction.ts'
import { isAwaited, isEnded, type TransactionEvent } from './transaction-phase.ts'
import type { TransactionRecord } from './transaction-record.ts'
import { applyEvent, followRepriced, transactionStore } from './transaction-store.ts'

/** While someone watches, and while only finality is missing. */
const AWAITED_INTERVAL_MS = 400
const FINALITY_INTERVAL_MS = 3_000

export type Tip = { indexedThrough: bigint; finalizedThrough: bigint }

export type WatcherDeps = {
  storage: Storage
  reader: ChainReader
  /** How far the indexer has come; undefined while it has indexed nothing. */
  readTip: () => Promise<Tip | undefined>
  /** The page can now be read again and shows the transaction (or no longer shows it, after a reorg). */
  onVisible: (record: TransactionRecord) => void
  now: () => number
}

/** Follows every transaction in the store to its end. Returns the function that stops it. */
export function watchTransactions(deps: WatcherDeps): () => void {
  const missingSince: MissingSince = new Map()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false
  let isLooking = false

  const look = async () => {
    isLooking = true
    await lookOnce(deps, missingSince)
    isLooking = false
    schedule()
  }
  const schedule = () => {
    clearTimeout(timer)
    if (isStopped || isLooking) return
    const pending = transactionStore.get().filter(({ phase }) => !isEnded(phase))
    if (pending.length === 0) return
    const isWatched = pending.some(({ phase }) => isAwaited(phase))
    timer = setTimeout(look, isWatched ? AWAITED_INTERVAL_MS : FINALITY_INTERVAL_MS)
  }

  const unsubscribe = transactionStore.subscribe(schedule)
  schedule()
  return () => {
    isStopped = true
    clearTimeout(timer)
    unsubscribe()
  }
}

async function lookOnce(deps: WatcherDeps, missingSince: MissingSince): Promise<void> {
  const pending = transactionStore.get().filter(({ phase }) => !isEnded(phase))
  await Promise.all(pending.map((record) => lookAtChain(deps, record, missingSince)))
  const inBlock = transactionStore
    .get()
    .filter(({ phase }) => phase.status === 'mined' || phase.status === 'indexed')
  if (inBlock.length === 0) return
  // The API being away for a moment only delays the next phase.
  const tip = await deps.readTip().catch(() => undefined)
  if (tip === undefined) return
  for (const { id } of inBlock) {
    apply(deps, id, { type: 'indexedThrough', blockNumber: tip.indexedThrough })
    apply(deps, id, { type: 'finalizedThrough', blockNumber: tip.finalizedThrough })
  }
}

async function lookAtChain(
  deps: WatcherDeps,
  record: TransactionRecord,
  missingSince: MissingSince,
): Promise<void> {
  // An RPC that cannot be reached tells nothing about the transaction: it is asked again at the next look.
  const seen = await observeTransaction(record, deps.reader, missingSince, deps.now()).catch(() => undefined)
  if (seen === undefined) return
  if (seen.type === 'repriced') followRepriced(deps.storage, record.id, seen.hash)
  else apply(deps, record.id, seen)
}

function apply(deps: WatcherDeps, id: TransactionRecord['id'], event: TransactionEvent): void {
  const before = transactionStore.get().find((record) => record.id === id)
  const after = applyEvent(deps.storage, id, event)
  if (before === undefined || after === undefined || before.phase.status === after.phase.status) return
  if (after.phase.status === 'indexed' || after.phase.status === 'reorged') deps.onVisible(after)
}
