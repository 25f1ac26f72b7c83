'use client'

import dynamic from 'next/dynamic'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { hasKeptTransactions, noTransactions, transactionStore } from './transaction-store.ts'

const TransactionCentre = dynamic(
  () => import('./transaction-centre.tsx').then((module) => module.TransactionCentre),
  { ssr: false },
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
