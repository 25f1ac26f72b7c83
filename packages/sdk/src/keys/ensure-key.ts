import { isEpochAccepted } from '@network3/clsc/epoch'
import { isAppError } from '@network3/core/app-error'
import type { LocalAccount } from 'viem'
import { type Network, readKgc } from '../network/network.ts'
import { openKeyFile } from './key-file.ts'
import { openKeyStore } from './key-store.ts'
import type { OwnKey } from './own-key.ts'
import { createKey, renewKey } from './request-key.ts'

const KEY_NAME = 'default'

/**
 * The sealing key kept in a folder: of today or yesterday as it is, without asking anybody; else renewed, or made and
 * kept. Throws PASSPHRASE_MISSING, PASSPHRASE_WRONG, and as createKey does.
 */
export async function ensureKey(options: {
  folder: string
  passphrase: string | undefined
  /** Asked for only when a key has to be issued. */
  account: () => Promise<LocalAccount>
  network: () => Promise<Network>
  onIssued?: (id: string, verb: 'made' | 'renewed') => void
}): Promise<OwnKey> {
  const { folder, passphrase, account, network, onIssued } = options
  const store = openKeyStore(folder)
  const nowMs = Date.now()
  const file = await store.read(KEY_NAME).catch((error: unknown) => {
    if (isAppError(error, 'KEY_NOT_FOUND')) return undefined
    throw error
  })
  const known = file && (await openKeyFile(file, passphrase))
  if (known?.keys.some(({ publicKey }) => isEpochAccepted(publicKey.epoch, nowMs))) return known
  const kgc = await readKgc(await network())
  const context = { store, kgc, passphrase, wallet: await account(), nowMs }
  const issued = await (known === undefined
    ? createKey(context, KEY_NAME, `n3-${nowMs.toString(36)}`)
    : renewKey(context, KEY_NAME))
  if (issued !== undefined) onIssued?.(issued.file.id, known === undefined ? 'made' : 'renewed')
  return openKeyFile(await store.read(KEY_NAME), passphrase)
}
