import { mkdirSync } from 'node:fs'
import { createBundle } from '@network3/clsc/bundle'
import { epochAt } from '@network3/clsc/epoch'
import { createUserSecret } from '@network3/clsc/user-key'
import type { KeyDealer } from '@network3/testing/key-dealer'
import type { Address } from 'viem'
import { encodeKeyFile } from '../keys/key-file.ts'
import { openKeyStore } from '../keys/key-store.ts'
import type { OwnKey } from '../keys/own-key.ts'

/** A home of n3 whose key was issued today, so that no key-generation centre has to run; gives that key too. */
export async function prepareRenterHome(home: string, wallet: Address, dealer: KeyDealer): Promise<OwnKey> {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const id = `did:n3:${wallet.toLowerCase()}#n3`
  const userSecret = createUserSecret(dealer.domain)
  const keys = [dealer.issue(id, epochAt(Date.now()), userSecret)]
  const own: OwnKey = { id, domain: dealer.domain, userSecret, grant: undefined, keys }
  const file = await encodeKeyFile(own, (key) => createBundle(dealer.domain, key), undefined)
  await openKeyStore(`${home}/keys`).write('default', file)
  return own
}
