'use client'

import type { Address } from '@network3/core/hex'
import { Button } from '@network3/ui/button'
import { CopyButton } from '@network3/ui/copy-button'
import { Identicon } from '@network3/ui/identicon'
import { LiveDot } from '@network3/ui/live-dot'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import { paths, withQuery } from '../paths.ts'
import { chainName } from './chain-name.ts'
import { useChainConfig } from './chain-provider.tsx'
import { SwitchNetworkButton } from './switch-network-button.tsx'
import { useWallet } from './use-wallet.ts'

/** The connected wallet in the header: address, network, and a disclosure with what can be done about it. */
export function WalletMenu({ address }: { address: Address }) {
  const config = useChainConfig()
  const { connectorName, isDemo, isWrongNetwork, status } = useWallet()
  const details = useRef<HTMLDetailsElement>(null)
  useClosing(details)

  return (
    <details ref={details} className="relative">
      <summary
        title={address}
        className="flex h-[34px] items-center gap-2 rounded border border-line-strong px-2.5 hover:bg-sunken"
      >
        <Identicon address={address} className="size-4" />
        <span className="sr-only">Wallet </span>
        <span className="font-mono text-md">
          {address.slice(0, 6)}…{address.slice(-4)}
        </span>
        {isWrongNetwork && <span className="text-sm text-warn max-sm:sr-only">wrong network</span>}
      </summary>
      <div className="absolute top-[calc(100%+8px)] right-0 z-30 grid w-[300px] max-w-[calc(100vw-32px)] gap-3 rounded border border-line-strong bg-surface p-4 text-md">
        <p className="flex items-start gap-1 font-mono text-sm">
          <span className="break-all">{address}</span>
          <CopyButton text={address} label="Copy wallet address" />
        </p>
        <p className="flex items-center gap-2 text-ink-2">
          <LiveDot tone={isWrongNetwork ? 'warn' : status === 'connected' ? 'signal' : 'none'} />
          {isWrongNetwork
            ? 'On another network'
            : status === 'connected'
              ? chainName(config)
              : 'Asking the wallet…'}
        </p>
        {connectorName !== undefined && <p className="text-ink-2">{connectorName}</p>}
        {isDemo && (
          <p className="text-ink-3 text-sm">
            Its key is kept in this browser, unprotected. It holds money of the local chain only, which is
            worth nothing.
          </p>
        )}
        <nav aria-label="Wallet" className="grid gap-1.5 border-line border-t pt-3">
          <Link href={withQuery(paths.stake, { address })} prefetch={false} className="hover:underline">
            My stake
          </Link>
          <Link href={withQuery(paths.rewards, { address })} prefetch={false} className="hover:underline">
            My rewards
          </Link>
          {config.isLocal && (
            <Link href={paths.faucet} prefetch={false} className="hover:underline">
              Faucet
            </Link>
          )}
        </nav>
        <div className="flex flex-wrap gap-2 border-line border-t pt-3">
          {isWrongNetwork && <SwitchNetworkButton size="sm" />}
          <Button
            size="sm"
            onClick={async () => {
              const { disconnectWallet } = await import('./wallet-commands.ts')
              await disconnectWallet()
            }}
          >
            Disconnect
          </Button>
        </div>
      </div>
    </details>
  )
}

/** Closes the disclosure on Escape (the focus goes back to it), on a click elsewhere, and after following a link. */
function useClosing(details: React.RefObject<HTMLDetailsElement | null>) {
  useEffect(() => {
    const close = () => {
      if (details.current) details.current.open = false
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !details.current?.open) return
      close()
      details.current.querySelector('summary')?.focus()
    }
    const onClick = (event: MouseEvent) => {
      const target = event.target instanceof Element ? event.target : undefined
      if (target === undefined || !details.current?.contains(target) || target.closest('a')) close()
    }
    document.addEventListener('keydown', onKeyDown)
    document.addEventListener('click', onClick)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
      document.removeEventListener('click', onClick)
    }
  }, [details])
}
