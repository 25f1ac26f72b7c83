'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import { getBrowserQueryClient } from '../../trpc/query-client.ts'
import { useChainConfig } from '../chain-provider.tsx'
import { createChainReader } from './chain-reader.ts'
import { createTipReader } from './tip-reader.ts'
import { parseTransactionRecord } from './transaction-record.ts'
import { dismissTransaction, noTransactions, resumeTransactions, transactionStore } from './transaction-store.ts'
import { TransactionToast } from './transaction-toast.tsx'
import { watchTransactions } from './watch-transactions.ts'

const SHOWN = 3

/** Runs the watcher and shows the newest transactions. It needs no wallet: the public RPC knows the hash. */
export function TransactionCentre() {
  const { chainId, rpcUrl, explorerUrl } = useChainConfig()
  const router = useRouter()
  const records = useSyncExternalStore(transactionStore.subscribe, transactionStore.get, () => noTransactions)

  // What the server rendered and what the browser asked for are both read again.
  const readAgain = useEffectEvent(() => {
    void getBrowserQueryClient().invalidateQueries()
    router.refresh()
  })

  useEffect(() => {
    const storage = window.localStorage
    resumeTransactions(storage, chainId, parseTransactionRecord)
    const tip = createTipReader(Date.now)
    const stop = watchTransactions({
      storage,
      reader: createChainReader(rpcUrl),
      readTip: tip.read,
      onVisible: () => readAgain(),
      now: Date.now,
    })
    return () => {
      stop()
      tip.close()
    }
  }, [chainId, rpcUrl])

  return (
    <section
      aria-label="Transactions"
      className="fixed right-0 bottom-0 z-40 w-full max-w-[440px] sm:right-6 sm:bottom-6"
    >
      <ol className="grid gap-2 p-3 sm:p-0">
        {records.slice(0, SHOWN).map((record) => (
          <TransactionToast
            key={record.id}
            record={record}
            explorerUrl={explorerUrl}
            onDismiss={() => dismissTransaction(window.localStorage, record.id)}
          />
        ))}
      </ol>
    </section>
  )
}
