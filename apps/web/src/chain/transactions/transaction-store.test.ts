import { afterEach, expect, test } from 'vitest'
import { parseTransactionRecord, type TransactionRecord } from './transaction-record.ts'
import {
  addTransaction,
  applyEvent,
  dismissTransaction,
  hasKeptTransactions,
  noTransactions,
  resumeTransactions,
  transactionStore,
} from './transaction-store.ts'

const hash = `0x${'ab'.repeat(32)}` as const
const address = `0x${'12'.repeat(20)}` as const
const record: TransactionRecord = {
  id: hash,
  hash,
  chainId: 31337,
  from: address,
  nonce: 4,
  to: address,
  data: '0x1234',
  title: 'Stake 100 N3',
  submittedAtMs: 1,
  phase: { status: 'submitted' },
}

/** The browser's storage as far as the store uses it; the order of keys is that of insertion. */
function createStorage(): Storage {
  const entries = new Map<string, string>()
  return {
    get length() {
      return entries.size
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
    clear: () => entries.clear(),
  }
}

afterEach(() => transactionStore.set(noTransactions))

test('a pending transaction survives a reload, in the phase it had', () => {
  const storage = createStorage()
  addTransaction(storage, record)
  applyEvent(storage, hash, { type: 'included', block: { number: '7', hash } })
  transactionStore.set(noTransactions)

  expect(hasKeptTransactions(storage)).toBe(true)
  resumeTransactions(storage, 31337, parseTransactionRecord)
  expect(transactionStore.get()).toEqual([
    { ...record, phase: { status: 'mined', block: { number: '7', hash } } },
  ])
})

test('transactions of another chain are left alone', () => {
  const storage = createStorage()
  addTransaction(storage, record)
  transactionStore.set(noTransactions)
  resumeTransactions(storage, 10, parseTransactionRecord)
  expect(transactionStore.get()).toEqual([])
  expect(hasKeptTransactions(storage)).toBe(true)
})

test('what cannot be read is removed, and nothing else is touched', () => {
  const storage = createStorage()
  storage.setItem('network3.transaction.0xbroken', '{"id":1}')
  storage.setItem('somebody.else', 'kept')
  resumeTransactions(storage, 31337, parseTransactionRecord)
  expect(transactionStore.get()).toEqual([])
  expect(hasKeptTransactions(storage)).toBe(false)
  expect(storage.getItem('somebody.else')).toBe('kept')
})

test('a dismissed transaction is forgotten for good', () => {
  const storage = createStorage()
  addTransaction(storage, record)
  dismissTransaction(storage, hash)
  expect(transactionStore.get()).toEqual([])
  expect(hasKeptTransactions(storage)).toBe(false)
  expect(applyEvent(storage, hash, { type: 'dropped' })).toBeUndefined()
})
