'use client'

import { createContext, type ReactNode, useContext } from 'react'
import type { ChainConfig } from '../config/chain-config.ts'

const ChainContext = createContext<ChainConfig | undefined>(undefined)

/** Gives every client component the chain the server speaks of. Mounted once, in the root layout. */
export function ChainProvider({ config, children }: { config: ChainConfig; children: ReactNode }) {
  return <ChainContext value={config}>{children}</ChainContext>
}

/** The chain of this site. Throws outside ChainProvider, for then the layout is wrong. */
export function useChainConfig(): ChainConfig {
  const config = useContext(ChainContext)
  if (config === undefined) throw new Error('useChainConfig needs ChainProvider above it.')
  return config
}
