'use client'

import type { Hex } from '@network3/core/hex'
import { type Toast, ToastRegion } from '@network3/ui/toast-region'
import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import { getBrowserQueryClient } from '../../trpc/query-client.ts'
import { useChainConfig } from '../chain-provider.tsx'
import { createChainReader } from './chain-reader.ts'
import { describePhase } from './describe-phase.ts'
import { createTipReader } from './tip-reader.ts'
import { TransactionLink, TransactionProgress } from './transaction-progress.tsx'
import { parseTransactionRecord, type TransactionRecord } from './transaction-record.ts'
import {
  dismissTransaction,
  noTransactions,
  resumeTransactions,
  transactionStore,
} from './transaction-store.ts'
import { watchTransactions } from './watch-transactions.ts'

const SHOWN = 3
/** A transaction that is final needs nobody's attention any more. */
const FINAL_SHOWN_MS = 6_000

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

  useEffect(() => {
    const timers = records
      .filter(({ phase }) => phase.status === 'final')
      .map(({ id }) => setTimeout(() => dismissTransaction(window.localStorage, id), FINAL_SHOWN_MS))
    return () => timers.forEach(clearTimeout)
  }, [records])

  return (
    <ToastRegion
      toasts={records.slice(0, SHOWN).map((record) => toToast(record, explorerUrl))}
      onDismiss={(id) => dismissTransaction(window.localStorage, id as Hex)}
    />
  )
}

function toToast({ id, title, phase, hash }: TransactionRecord, explorerUrl: string | undefined): Toast {
  return {
    id,
    title,
    tone: describePhase(phase).tone,
    body: <TransactionProgress phase={phase} />,
    action: <TransactionLink hash={hash} explorerUrl={explorerUrl} />,
  }
}
