'use client'

import { Button } from '@network3/ui/button'
import type { ButtonLook } from '@network3/ui/button-class'
import { useState } from 'react'
import { chainName } from './chain-name.ts'
import { useChainConfig } from './chain-provider.tsx'

/** One click: the wallet switches to this site's network, adding it first where it does not know it. */
export function SwitchNetworkButton(look: ButtonLook) {
  const config = useChainConfig()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()

  const onClick = async () => {
    setBusy(true)
    setProblem(undefined)
    const [{ switchToSiteChain }, { failureOf }] = await Promise.all([
      import('./wallet-commands.ts'),
      import('./contract-errors.ts'),
    ])
    await switchToSiteChain().catch((error) => setProblem(failureOf(error)?.sentence))
    setBusy(false)
  }

  return (
    <>
      <Button {...look} isBusy={isBusy} onClick={onClick}>
        Switch to {chainName(config)}
      </Button>
      {problem !== undefined && (
        <p role="alert" className="text-bad text-md">
          {problem}
        </p>
      )}
    </>
  )
}
