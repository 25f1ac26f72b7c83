import { createJobClient, type JobClient } from '@network3/sdk/jobs/create-job-client'
import { privateKeyToAccount } from 'viem/accounts'
import type { ChainConfig } from '../../config/chain-config.ts'
import { openSealingKey } from './open-sealing-key.ts'
import type { SessionKey } from './session-key.ts'

/** Jobs of one lease, by the key this browser has. Everything is sealed and opened in the page. */
export async function openJobClient(
  config: ChainConfig,
  key: SessionKey,
  leaseId: string,
): Promise<JobClient> {
  return createJobClient({
    siteUrl: window.location.origin,
    ...{ chainId: config.chainId, leaseMarket: config.contracts.leaseMarket },
    ...{ leaseId: BigInt(leaseId), sessionKey: privateKeyToAccount(key.privateKey) },
    ownKey: await openSealingKey(config, key),
  })
}
