'use client'

import type { Address } from '@network3/core/hex'
import { useEffect, useState } from 'react'
import { askRpc } from '../../chain/ask-rpc.ts'
import { useChainConfig } from '../../chain/chain-provider.tsx'
import { decodeCanCall, encodeCanCall } from '../../chain/encode-can-call.ts'
import { SHIP_SELECTOR } from './ship-selector.ts'

export type RoleRefusal = { code: string; sentence: string }

const asking: RoleRefusal = {
  code: 'ROLE_CHECKING',
  sentence: 'The roles of this wallet are being read from the chain.',
}
const unreachable: RoleRefusal = {
  code: 'RPC_UNREACHABLE',
  sentence: 'The roles of this wallet could not be read from the chain. Reload the page to try again.',
}

/** Why a wallet may not ship, by the roles on chain; undefined when it may. noRole: what it is told without one. */
export function useFulfillerRole(account: Address | undefined, noRole: RoleRefusal): RoleRefusal | undefined {
  const { rpcUrl, contracts } = useChainConfig()
  const [answer, setAnswer] = useState<{ account: Address; verdict: 'may' | 'may-not' | 'unreachable' }>()

  useEffect(() => {
    if (account === undefined) return
    let isLeft = false
    const settle = (verdict: 'may' | 'may-not' | 'unreachable') => {
      if (!isLeft) setAnswer({ account, verdict })
    }
    const data = encodeCanCall(account, contracts.deviceSale, SHIP_SELECTOR)
    askRpc(rpcUrl, 'eth_call', [{ to: contracts.accessManager, data }, 'latest']).then(
      (result) => settle(decodeCanCall(result) ? 'may' : 'may-not'),
      () => settle('unreachable'),
    )
    return () => {
      isLeft = true
    }
  }, [account, rpcUrl, contracts])

  if (account === undefined) return noRole
  if (answer?.account !== account) return asking
  return { may: undefined, 'may-not': noRole, unreachable }[answer.verdict]
}
