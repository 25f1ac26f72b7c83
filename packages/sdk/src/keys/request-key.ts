import { nodeBackend } from '@network3/clsc/backend-node'
import { createBundle } from '@network3/clsc/bundle'
import { createDomain } from '@network3/clsc/domain'
import { epochAt, isRenewalDue } from '@network3/clsc/epoch'
import { createUserSecret, type UserKey } from '@network3/clsc/user-key'
import { AppError } from '@network3/core/app-error'
import type { IssuedPartialKey } from '@network3/protocol/kgc/issuing-client'
import { parseName } from '@network3/protocol/kgc/name'
import type { LocalAccount } from 'viem'
import { issueKey, type Kgc, signGrant } from './issue-key.ts'
import { encodeKeyFile, type KeyFile, openKeyFile } from './key-file.ts'
import type { KeyStore } from './key-store.ts'
import type { OwnKey } from './own-key.ts'

export type KeyContext = {
  store: KeyStore
  kgc: Kgc
  passphrase: string | undefined
  /** The wallet (or node key) in the name; renewals within a grant need none. */
  wallet: LocalAccount | undefined
  nowMs: number
}

export type Issued = { file: KeyFile; epoch: number; faults: IssuedPartialKey['faults'] }

const bundlesOf = (own: OwnKey) => (key: UserKey) => createBundle(own.domain, key)

/**
 * Makes a key under `name` for the wallet's device `label`: x is stored first, then a partial key for today asked for.
 * Throws KEY_EXISTS, INPUT_INVALID, KGC_REFUSED, KGC_UNREACHABLE; after the last two `renewKey` goes on.
 */
export async function createKey(context: KeyContext, name: string, label: string): Promise<Issued> {
  const { wallet, kgc } = context
  if (wallet === undefined) throw needsWallet()
  const id = `did:n3:${wallet.address.toLowerCase()}#${label}`
  if (parseName(id) === undefined) {
    throw new AppError(
      'INPUT_INVALID',
      `“${label}” cannot label a device: use lower-case letters, digits, dots, dashes and underscores.`,
    )
  }
  const domain = createDomain(kgc.masterPublicKey, nodeBackend)
  const userSecret = createUserSecret(domain)
  const own: OwnKey = { id, domain, userSecret, grant: undefined, keys: [] }
  const granted = {
    ...own,
    grant: await signGrant(own, { wallet, chainId: kgc.chainId, nowMs: context.nowMs }),
  }
  const file = await encodeKeyFile(granted, bundlesOf(granted), context.passphrase)
  await context.store.write(name, file)
  return issue(context, name, granted, epochAt(context.nowMs))
}

/**
 * Has the key for today issued, or in the last quarter of a day the one for tomorrow; undefined when it is there.
 * Throws as createKey does, and INPUT_INVALID when the wallet must sign again and is not given.
 */
export async function renewKey(context: KeyContext, name: string): Promise<Issued | undefined> {
  const { wallet, nowMs } = context
  const own = await openKeyFile(await context.store.read(name), context.passphrase)
  const today = epochAt(nowMs)
  const has = (epoch: number) => own.keys.some(({ publicKey }) => publicKey.epoch === epoch)
  const wanted = has(today) && isRenewalDue(today, nowMs) ? today + 1 : today
  if (has(wanted)) return undefined
  const covered = own.grant !== undefined && own.grant.fromEpoch <= wanted && wanted <= own.grant.toEpoch
  if (covered) return issue(context, name, own, wanted)
  if (wallet === undefined) throw needsWallet()
  return issue(
    context,
    name,
    { ...own, grant: await signGrant(own, { wallet, chainId: context.kgc.chainId, nowMs }) },
    wanted,
  )
}

async function issue(context: KeyContext, name: string, own: OwnKey, epoch: number): Promise<Issued> {
  const { kgc, store, passphrase } = context
  const issued = await issueKey(own, { urls: kgc.urls, backend: nodeBackend, epoch })
  const file = await encodeKeyFile(issued.own, bundlesOf(issued.own), passphrase)
  await store.write(name, file, { replace: true })
  return { file, epoch, faults: issued.faults }
}

function needsWallet(): AppError {
  return new AppError(
    'INPUT_INVALID',
    'The wallet has to sign for this key: run `n3 wallet create`, or set N3_PRIVATE_KEY.',
  )
}
