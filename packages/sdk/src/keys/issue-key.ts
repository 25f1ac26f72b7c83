import { keyGrantTypedData } from '@network3/chain/key-grant'
import type { Backend } from '@network3/clsc/backend'
import { epochAt } from '@network3/clsc/epoch'
import { completeUserKey } from '@network3/clsc/user-key'
import { AppError } from '@network3/core/app-error'
import { createIssuingClient, type IssuedPartialKey } from '@network3/protocol/kgc/issuing-client'
import { parseName } from '@network3/protocol/kgc/name'
import { bytesToHex, hexToBytes, type LocalAccount } from 'viem'
import { type OwnKey, type StoredGrant, withKey } from './own-key.ts'

/** Where keys come from. The master public key is the chain's word, never a node's. */
export type Kgc = { urls: readonly string[]; masterPublicKey: Uint8Array; chainId: number }

/** The longest a wallet may grant at once, days (clsc.md). */
const GRANT_DAYS = 90

/** Has a wallet sign for keys of its name from today on. Throws INPUT_INVALID when the name is another wallet's. */
export async function signGrant(
  own: Pick<OwnKey, 'id' | 'domain' | 'userSecret'>,
  { wallet, chainId, nowMs }: { wallet: LocalAccount; chainId: number; nowMs: number },
): Promise<StoredGrant> {
  const name = parseName(own.id)
  if (name?.address !== wallet.address.toLowerCase()) {
    throw new AppError('INPUT_INVALID', `The wallet given is not the one in ${own.id}.`)
  }
  const fromEpoch = epochAt(nowMs)
  const toEpoch = fromEpoch + GRANT_DAYS - 1
  const signature = await wallet.signTypedData(
    keyGrantTypedData(chainId, {
      kgcId: bytesToHex(own.domain.kgcId),
      id: own.id,
      userPoint: bytesToHex(own.userSecret.userPoint),
      fromEpoch: BigInt(fromEpoch),
      toEpoch: BigInt(toEpoch),
    }),
  )
  return { fromEpoch, toEpoch, signature: hexToBytes(signature) }
}

/** The same with the key of one more day, which the centre's nodes issue. Throws KGC_REFUSED, KGC_UNREACHABLE. */
export async function issueKey(
  own: OwnKey,
  { urls, backend, epoch }: { urls: readonly string[]; backend: Backend; epoch: number },
): Promise<{ own: OwnKey; faults: IssuedPartialKey['faults'] }> {
  const client = createIssuingClient({
    ...{ urls, backend, masterPublicKey: own.domain.masterPublicKey },
    // A browser's fetch refuses to be called as a method of anything but the window.
    fetch: (input, init) => fetch(input, init),
  })
  const { partialKey, faults } = await client.issue({
    ...{ name: own.id, epoch, userSecret: own.userSecret },
    ...(own.grant === undefined ? {} : { grant: own.grant }),
  })
  const keyName = { id: new TextEncoder().encode(own.id), epoch }
  return { own: withKey(own, completeUserKey(own.domain, keyName, own.userSecret, partialKey)), faults }
}
