import type { Hex } from '@network3/core/hex'
import { createExternalStore } from '../external-store.ts'
import { advance, type TransactionEvent } from './transaction-phase.ts'
import type { TransactionRecord } from './transaction-record.ts'

const PREFIX = 'network3.transaction.'

export const noTransactions: readonly TransactionRecord[] = []

/** Newest first. Every record has a storage key of its own, so that two tabs never overwrite each other's. */
export const transactionStore = createExternalStore<readonly TransactionRecord[]>(noTransactions)

/** True when an earlier page load left transactions behind: a reason to load the part that follows them. */
export function hasKeptTransactions(storage: Storage): boolean {
  return keptKeys(storage).length > 0
}

/** Takes up what an earlier page load kept, with `parse` to check it. Unreadable entries are removed. */
export function resumeTransactions(
  storage: Storage,
  chainId: number,
  parse: (text: string) => TransactionRecord | undefined,
): void {
  const known = new Set(transactionStore.get().map(({ id }) => id))
  const resumed: TransactionRecord[] = []
  for (const key of keptKeys(storage)) {
    const record = parse(storage.getItem(key) ?? '')
    if (record === undefined) storage.removeItem(key)
    else if (record.chainId === chainId && !known.has(record.id)) resumed.push(record)
  }
  transactionStore.update((records) => newestFirst([...records, ...resumed]))
}

export function addTransaction(storage: Storage, record: TransactionRecord): void {
  keep(storage, record)
  transactionStore.update((records) => newestFirst([...records, record]))
}

/** Applies what the watcher saw and returns the record afterwards; undefined when it was dismissed meanwhile. */
export function applyEvent(
  storage: Storage,
  id: Hex,
  event: TransactionEvent,
): TransactionRecord | undefined {
  return change(storage, id, (record) => ({ ...record, phase: advance(record.phase, event) }))
}

/** The same call under a new hash: the wallet sped it up. It is followed from there. */
export function followRepriced(storage: Storage, id: Hex, hash: Hex): TransactionRecord | undefined {
  return change(storage, id, (record) => ({ ...record, hash }))
}

export function dismissTransaction(storage: Storage, id: Hex): void {
  storage.removeItem(PREFIX + id)
  transactionStore.update((records) => records.filter((record) => record.id !== id))
}

function change(
  storage: Storage,
  id: Hex,
  next: (record: TransactionRecord) => TransactionRecord,
): TransactionRecord | undefined {
  const before = transactionStore.get().find((record) => record.id === id)
  if (before === undefined) return undefined
  const after = next(before)
  if (after.phase === before.phase && after.hash === before.hash) return before
  keep(storage, after)
  transactionStore.update((records) => records.map((record) => (record.id === id ? after : record)))
  return after
}

function keep(storage: Storage, record: TransactionRecord): void {
  try {
    storage.setItem(PREFIX + record.id, JSON.stringify(record))
  } catch {
    // Storage is full or closed: the transaction is followed until the page is left, and not resumed after it.
  }
}

function keptKeys(storage: Storage): string[] {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter((key) =>
    key.startsWith(PREFIX),
  )
}

function newestFirst(records: readonly TransactionRecord[]): TransactionRecord[] {
  return records.toSorted((left, right) => right.submittedAtMs - left.submittedAtMs)
}
