import type { Address } from '@network3/core/hex'
import type { LocalAccount } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'

/**
 * Keys that sign jobs and vouchers of leases, found by their address, which is what a lease names as its voucherSigner.
 * They are kept before a lease is paid for: a lease without its key would be money nobody can use.
 */
export type SessionKeys = {
  /** A new key, kept. */
  create(): Promise<LocalAccount>
  /** Undefined for a key made elsewhere. */
  read(address: Address): Promise<LocalAccount | undefined>
  list(): Promise<readonly Address[]>
}

/** Keys that live as long as this object: for browsers, tests, and programs that rent for one run. */
export function createMemorySessionKeys(): SessionKeys {
  const accounts = new Map<string, LocalAccount>()
  return {
    create: async () => {
      const account = privateKeyToAccount(generatePrivateKey())
      accounts.set(account.address.toLowerCase(), account)
      return account
    },
    read: async (address) => accounts.get(address.toLowerCase()),
    list: async () => [...accounts.values()].map(({ address }) => address),
  }
}
