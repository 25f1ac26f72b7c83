'use client'

import type { Address } from '@network3/core/hex'
import { useEffect, useState } from 'react'
import { askRpc } from '../../chain/ask-rpc.ts'
import { useChainConfig } from '../../chain/chain-provider.tsx'
import { decodeCanCall, encodeCanCall } from '../../chain/encode-can-call.ts'
import { SHIP_SELECTOR } from './ship-selector.ts'

/** Whether a wallet may ship, by the roles on chain. Undefined while it is asked; false when it cannot be asked. */
export function useMayFulfil(account: Address | undefined): boolean | undefined {
  const { rpcUrl, contracts } = useChainConfig()
  const [answer, setAnswer] = useState<{ account: Address; mayFulfil: boolean }>()

  useEffect(() => {
    if (account === undefined) return
    let isLeft = false
    const data = encodeCanCall(account, contracts.deviceSale, SHIP_SELECTOR)
    askRpc(rpcUrl, 'eth_call', [{ to: contracts.accessManager, data }, 'latest']).then(
      (result) => !isLeft && setAnswer({ account, mayFulfil: decodeCanCall(result) }),
      () => !isLeft && setAnswer({ account, mayFulfil: false }),
    )
    return () => {
      isLeft = true
    }
  }, [account, rpcUrl, contracts])

  return answer?.account === account ? answer?.mayFulfil : undefined
}
