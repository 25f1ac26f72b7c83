'use client'

import '@rainbow-me/rainbowkit/styles.css'
import { RainbowKitProvider } from '@rainbow-me/rainbowkit'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { WagmiProvider } from 'wagmi'
import type { ChainConfig } from '../config/chain-config.ts'
import { rainbowKitTheme } from './rainbow-kit-theme.ts'
import { WalletBridge } from './wallet-bridge.tsx'
import { createWalletConfig } from './wallet-config.ts'

/**
 * The wallet layer itself, with a query client of its own: no page is a child of it, so nothing re-renders when it
 * arrives. Loaded by WalletIsland only.
 */
export function WalletRuntime({ config }: { config: ChainConfig }) {
  const [wagmiConfig] = useState(() => createWalletConfig(config))
  const [queryClient] = useState(() => new QueryClient())
  return (
    <WagmiProvider config={wagmiConfig}>
      <QueryClientProvider client={queryClient}>
        <RainbowKitProvider
          theme={rainbowKitTheme}
          modalSize="compact"
          appInfo={{ appName: 'Network3' }}
          locale="en-US"
        >
          <WalletBridge />
        </RainbowKitProvider>
      </QueryClientProvider>
    </WagmiProvider>
  )
}
