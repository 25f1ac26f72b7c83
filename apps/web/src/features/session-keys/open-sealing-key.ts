import { keyDirectoryAbi } from '@network3/chain/abi/key-directory'
import { nobleBackend } from '@network3/clsc/backend-noble'
import { createDomain, type Domain } from '@network3/clsc/domain'
import { epochAt, isRenewalDue } from '@network3/clsc/epoch'
import {
  createUserSecret,
  decodeUserKey,
  decodeUserSecret,
  encodeUserKey,
  encodeUserSecret,
} from '@network3/clsc/user-key'
import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import { issueKey, signGrant } from '@network3/sdk/keys/issue-key'
import type { OwnKey } from '@network3/sdk/keys/own-key'
import { bytesToHex, createPublicClient, hexToBytes, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { ChainConfig } from '../../config/chain-config.ts'
import { getTrpcClient } from '../../trpc/client.ts'
import { keepSessionKey, readSessionKey } from './key-database.ts'
import type { KeptSealing, SessionKey } from './session-key.ts'

// Imported when a job is sent or opened, never with a page: this file brings the cryptography with it.

/** Keys of this many days are kept, to open what came back late. */
const KEPT_DAYS = 30

/**
 * The key that seals jobs and opens their results, with today's part of it. It lies under the session key's own name, so
 * that the wallet is not asked again; the centre's public key is read from the chain, never from a node or this site.
 * Throws KEY_NOT_FOUND, KGC_REFUSED, KGC_UNREACHABLE.
 */
export function openSealingKey(config: ChainConfig, { address }: SessionKey): Promise<OwnKey> {
  // One at a time over all tabs: two would make two secrets, and only one is kept.
  return navigator.locks.request(`network3.sealing.${address}`, async () => {
    const key = await readSessionKey(address)
    if (key === undefined) throw new AppError('KEY_NOT_FOUND', 'This browser has lost the key of this lease.')
    return issueForToday(config, key)
  })
}

async function issueForToday(config: ChainConfig, key: SessionKey): Promise<OwnKey> {
  const nowMs = Date.now()
  const [masterPublicKey, { kgc }] = await Promise.all([
    readMasterPublicKey(config),
    getTrpcClient().network.getEndpoints.query(),
  ])
  if (kgc === null) throw unreachable()
  const domain = createDomain(masterPublicKey, nobleBackend)
  const stored = ofGeneration(key, bytesToHex(masterPublicKey))
  let own = stored.sealing === undefined ? await firstKey(domain, key) : restore(domain, key, stored.sealing)
  const today = epochAt(nowMs)
  const has = (epoch: number) => own.keys.some(({ publicKey }) => publicKey.epoch === epoch)
  const epoch = has(today) && isRenewalDue(today, nowMs) ? today + 1 : today
  if (has(epoch)) return own
  if (own.grant === undefined || epoch > own.grant.toEpoch) {
    const wallet = privateKeyToAccount(key.privateKey)
    own = { ...own, grant: await signGrant(own, { wallet, chainId: config.chainId, nowMs }) }
    // The secret is on disk before anybody is asked for its other half.
    await keepSessionKey({ ...stored, sealing: encode(own) })
  }
  const issued = await issueKey(own, { urls: kgc.urls, backend: nobleBackend, epoch })
  await keepSessionKey({ ...stored, sealing: encode(issued.own) })
  return issued.own
}

async function readMasterPublicKey({ rpcUrl, contracts }: ChainConfig): Promise<Uint8Array> {
  const client = createPublicClient({ transport: http(rpcUrl) })
  const directory = { address: contracts.keyDirectory, abi: keyDirectoryAbi } as const
  const generation = await client.readContract({ ...directory, functionName: 'activeGeneration' })
  if (generation === 0) throw unreachable()
  const args = [generation] as const
  const found = await client.readContract({ ...directory, functionName: 'generationOf', args })
  return hexToBytes(found.masterPublicKey)
}

/**
 * The keys that are kept for opening, the newest generation's first: nobody is asked. Empty before the first was issued.
 */
export async function keptSealingKeys({ address }: SessionKey): Promise<OwnKey[]> {
  const key = await readSessionKey(address)
  const kept = [key?.sealing, ...(key?.earlier ?? [])].filter((sealing) => sealing !== undefined)
  return kept.map((sealing) =>
    restore(createDomain(hexToBytes(sealing.masterPublicKey), nobleBackend), { address }, sealing),
  )
}

/** The key with what it has for this generation in its place, and of others among the earlier: nothing is thrown away. */
function ofGeneration(key: SessionKey, masterPublicKey: Hex): SessionKey {
  const all = [key.sealing, ...(key.earlier ?? [])].filter((sealing) => sealing !== undefined)
  const isOurs = (sealing: KeptSealing) => sealing.masterPublicKey === masterPublicKey
  const earlier = all.filter((sealing) => !isOurs(sealing))
  return { ...key, sealing: all.find(isOurs), ...(earlier.length > 0 && { earlier }) }
}

const nameOf = ({ address }: Pick<SessionKey, 'address'>) => `did:n3:${address.toLowerCase()}#browser`

/**
 * The half of the sealing key that nobody issues, derived from the session key: two browsers with a copy of it have one
 * half, so that what the second asks for goes on from the first and replaces nothing.
 */
async function firstKey(domain: Domain, key: SessionKey): Promise<OwnKey> {
  const secret = await crypto.subtle.importKey('raw', bytesOf(key.privateKey), 'HKDF', false, ['deriveBits'])
  const info = new TextEncoder().encode('network3 session key: sealing')
  const salt = new Uint8Array(domain.masterPublicKey)
  const wide = await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, secret, 512)
  const backend = { ...domain.backend, randomBytes: () => new Uint8Array(wide) }
  const userSecret = createUserSecret({ ...domain, backend })
  return { id: nameOf(key), domain, userSecret, grant: undefined, keys: [] }
}

const bytesOf = (hex: Hex): Uint8Array<ArrayBuffer> => new Uint8Array(hexToBytes(hex))

function restore(domain: Domain, key: Pick<SessionKey, 'address'>, kept: KeptSealing): OwnKey {
  const { grant } = kept
  return {
    ...{ id: nameOf(key), domain },
    userSecret: decodeUserSecret(hexToBytes(kept.userSecret)),
    grant: grant && { ...grant, signature: hexToBytes(grant.signature) },
    keys: kept.keys.map((key) => decodeUserKey(domain, hexToBytes(key))),
  }
}

function encode({ domain, userSecret, grant, keys }: OwnKey): KeptSealing {
  return {
    masterPublicKey: bytesToHex(domain.masterPublicKey),
    userSecret: bytesToHex(encodeUserSecret(userSecret)),
    ...(grant && { grant: { ...grant, signature: bytesToHex(grant.signature) } }),
    keys: keys.slice(0, KEPT_DAYS).map((key) => bytesToHex(encodeUserKey(key))),
  }
}

function unreachable(): AppError {
  return new AppError('KGC_UNREACHABLE', 'No key-generation centre issues on this chain at the moment.')
}
