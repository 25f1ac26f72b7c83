import { createBundle } from '@network3/clsc/bundle'
import { epochAt } from '@network3/clsc/epoch'
import { createUserSecret, type UserKey } from '@network3/clsc/user-key'
import { startKeyDealer } from '@network3/testing/key-dealer'
import { encodeKeyFile } from '../keys/key-file.ts'
import { openKeyStore } from '../keys/key-store.ts'

/** Puts key files into home folders of n3, under the name `default`. */
export function startDealer() {
  const { domain, issue } = startKeyDealer()
  return {
    giveKey: async (home: string, id: string, options: { atMs?: number; passphrase?: string } = {}) => {
      const userSecret = createUserSecret(domain)
      const keys = [issue(id, epochAt(options.atMs ?? Date.now()), userSecret)]
      const own = { id, domain, userSecret, grant: undefined, keys }
      const bundleOf = (key: UserKey) => createBundle(domain, key)
      const file = await encodeKeyFile(own, bundleOf, options.passphrase)
      return openKeyStore(`${home}/keys`).write('default', file)
    },
  }
}
