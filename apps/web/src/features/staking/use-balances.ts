'use client'

import type { Address } from '@network3/core/hex'
import { useQuery } from '@tanstack/react-query'
import { useChainConfig } from '../../chain/chain-provider.tsx'
import { readBalances } from '../../chain/read-balances.ts'

/** What an account holds at the head of the chain. Read again with everything else once a transaction is indexed. */
export function useBalances(account: Address | undefined, refetchIntervalMs = 15_000) {
  const config = useChainConfig()
  return useQuery({
    queryKey: ['balances', config.chainId, account],
    queryFn: () => {
      if (account === undefined) throw new Error('There is no account to read.')
      return readBalances(config, account)
    },
    enabled: account !== undefined,
    refetchInterval: refetchIntervalMs,
  })
}
