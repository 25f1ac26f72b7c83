'use client'

import type { Address } from '@network3/core/hex'
import { reasonOf } from '@network3/core/reasons'
import { useEffect, useState } from 'react'
import { askRpc } from '../../chain/ask-rpc.ts'
import { useChainConfig } from '../../chain/chain-provider.tsx'
import { decodeCanCall, encodeCanCall } from '../../chain/encode-can-call.ts'
import { SHIP_SELECTOR } from './ship-selector.ts'

export type RoleRefusal = { code: string; sentence: string }

const noRole: RoleRefusal = {
  code: 'DEVICE_NOT_FULFILLER',
  sentence: reasonOf('DEVICE_NOT_FULFILLER').sentence,
}
const asking: RoleRefusal = {
  code: 'ROLE_CHECKING',
  sentence: 'The roles of this wallet are being read from the chain.',
}
const unreachable: RoleRefusal = {
  code: 'RPC_UNREACHABLE',
  sentence: 'The roles of this wallet could not be read from the chain. Reload the page to try again.',
}

/** Why a wallet may not ship, by the roles on chain; undefined when it may. */
export function useFulfillerRole(account: Address | undefined): RoleRefusal | undefined {
  const { rpcUrl, contracts } = useChainConfig()
  const [answer, setAnswer] = useState<{ account: Address; refusal: RoleRefusal | undefined }>()

  useEffect(() => {
    if (account === undefined) return
    let isLeft = false
    const settle = (refusal: RoleRefusal | undefined) => {
      if (!isLeft) setAnswer({ account, refusal })
    }
    const data = encodeCanCall(account, contracts.deviceSale, SHIP_SELECTOR)
    askRpc(rpcUrl, 'eth_call', [{ to: contracts.accessManager, data }, 'latest']).then(
      (result) => settle(decodeCanCall(result) ? undefined : noRole),
      () => settle(unreachable),
    )
    return () => {
      isLeft = true
    }
  }, [account, rpcUrl, contracts])

  if (account === undefined) return noRole
  return answer?.account === account ? answer.refusal : asking
}
