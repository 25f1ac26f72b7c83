'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { lazyClient } from '../../shell/lazy-client.tsx'
import { hasKeptTransactions, noTransactions, transactionStore } from './transaction-store.ts'

const TransactionCentre = lazyClient(() =>
  import('./transaction-centre.tsx').then((module) => module.TransactionCentre),
)

/** Follows transactions wherever the person goes. What it takes is loaded with the first one, or with one left over. */
export function TransactionIsland() {
  const records = useSyncExternalStore(transactionStore.subscribe, transactionStore.get, () => noTransactions)
  const [isResuming, setResuming] = useState(false)

  useEffect(() => {
    try {
      setResuming(hasKeptTransactions(window.localStorage))
    } catch {
      // Storage is closed: nothing was kept.
    }
  }, [])

  return records.length > 0 || isResuming ? <TransactionCentre /> : null
}
