import type { Deployment } from '@network3/chain/deployment'
import { deployLocally } from '@network3/contracts/deploy-locally'

/**
 * Deploys the contracts with the local profile onto a test chain, as `npm start` does: same keys, roles and
 * genesis shares (packages/chain/src/local-economy.ts). Needs `npm run build -w @network3/contracts`.
 */
export function deployTestContracts(rpcUrl: string): Promise<Deployment> {
  return deployLocally(rpcUrl)
}
