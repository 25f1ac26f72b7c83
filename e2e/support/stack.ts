import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

export const STACK_FOLDER = resolve(
  process.env.E2E_DATA_DIR ?? resolve(import.meta.dirname, '../../.network3/e2e'),
)

export type Stack = {
  webUrl: string
  rpcUrl: string
  chainId: number
  databaseUrl: string
  indexerUrl: string
  epochFilesUrl: string
  /** Every node of the key-generation centre, node 1 first. */
  kgcUrls: string[]
  contracts: {
    n3Token: `0x${string}`
    nodeRegistry: `0x${string}`
    staking: `0x${string}`
    rewards: `0x${string}`
    deviceSale: `0x${string}`
    edgeDevice: `0x${string}`
    leaseMarket: `0x${string}`
    keyDirectory: `0x${string}`
  }
}

/** What the running stack wrote about itself. Throws when none is up. */
export function readStack(): Stack {
  return JSON.parse(readFileSync(resolve(STACK_FOLDER, 'stack.json'), 'utf8')) as Stack
}
