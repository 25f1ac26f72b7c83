import { isAppError } from '@network3/core/app-error'
import { createJobClient, type JobClient } from '@network3/sdk/jobs/create-job-client'
import type { OwnKey } from '@network3/sdk/keys/own-key'
import { privateKeyToAccount } from 'viem/accounts'
import type { ChainConfig } from '../../config/chain-config.ts'
import { keptSealingKeys, openSealingKey } from './open-sealing-key.ts'
import type { SessionKey } from './session-key.ts'

/** Jobs of one lease, by the key this browser has. Everything is sealed and opened in the page. */
export async function openJobClient(
  config: ChainConfig,
  key: SessionKey,
  leaseId: string,
): Promise<JobClient> {
  return clientOf(config, key, leaseId, await openSealingKey(config, key))
}

/**
 * Reads something sealed to the key of this browser: with the newest key it has, then with those of earlier generations
 * of the key-generation centre. Nobody has to issue a key for that, except where this browser never had one.
 */
export async function readSealed<T>(
  config: ChainConfig,
  { key, leaseId }: { key: SessionKey; leaseId: string },
  read: (client: JobClient) => Promise<T>,
): Promise<T> {
  const kept = await keptSealingKeys(key)
  const keys = kept.length > 0 ? kept : [await openSealingKey(config, key)]
  let refusal: unknown
  for (const ownKey of keys) {
    try {
      return await read(clientOf(config, key, leaseId, ownKey))
    } catch (error) {
      if (!isAppError(error, 'KEY_NOT_FOUND')) throw error
      refusal ??= error
    }
  }
  throw refusal
}

function clientOf(config: ChainConfig, key: SessionKey, leaseId: string, ownKey: OwnKey): JobClient {
  return createJobClient({
    siteUrl: window.location.origin,
    ...{ chainId: config.chainId, leaseMarket: config.contracts.leaseMarket },
    ...{ leaseId: BigInt(leaseId), sessionKey: privateKeyToAccount(key.privateKey), ownKey },
  })
}
