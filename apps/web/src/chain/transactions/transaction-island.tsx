'use client'

import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { hasKeptTransactions, noTransactions, transactionStore } from './transaction-store.ts'

const TransactionCentre = lazy(() =>
  import('./transaction-centre.tsx').then((module) => ({ default: module.TransactionCentre })),
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

  if (records.length === 0 && !isResuming) return null
  return (
    <Suspense fallback={null}>
      <TransactionCentre />
    </Suspense>
  )
}
