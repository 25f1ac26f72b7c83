'use client'

import type { Address } from '@network3/core/hex'
import { useQuery } from '@tanstack/react-query'
import { TrpcProvider, useTrpc } from '../../trpc/provider.tsx'
import { describeAllowance } from './describe-allowance.ts'

type AllowanceProps = { batchId: number; wallet: Address; fallback: string }

/** What cap and stock leave this wallet. Brings the API's client itself. */
export function Allowance(props: AllowanceProps) {
  return (
    <TrpcProvider>
      <AllowanceText {...props} />
    </TrpcProvider>
  )
}

function AllowanceText({ batchId, wallet, fallback }: AllowanceProps) {
  const trpc = useTrpc()
  const { data } = useQuery(trpc.store.getBatch.queryOptions({ batchId, wallet }, { refetchInterval: 6_000 }))
  return data?.wallet == null ? fallback : describeAllowance(data.wallet)
}
