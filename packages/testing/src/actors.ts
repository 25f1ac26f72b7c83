import {
  type Account,
  type Chain,
  createTestClient,
  createWalletClient,
  defineChain,
  http,
  parseEther,
  publicActions,
  type Transport,
  type WalletClient,
} from 'viem'
import { mnemonicToAccount } from 'viem/accounts'

/** Anvil's default mnemonic: known to everyone, worth nothing outside a local chain. */
const anvilMnemonic = 'test test test test test test test test test test test junk'

/** A wallet that can also read, wait for receipts and sign. */
export type Actor = ReturnType<typeof createActor>

/** The chain of a test: id 31337 at `rpcUrl`. */
export function defineTestChain(rpcUrl: string): Chain {
  return defineChain({
    id: 31337,
    name: 'Network3 test',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
}

/** The account with this index under anvil's mnemonic. The first ten hold 10,000 ETH from genesis. */
export function createActor(rpcUrl: string, index: number) {
  const account = mnemonicToAccount(anvilMnemonic, { addressIndex: index })
  const wallet: WalletClient<Transport, Chain, Account> = createWalletClient({
    account,
    chain: defineTestChain(rpcUrl),
    // Mining is immediate or every second: viem's default of 4 s between looks would be most of a test's time.
    transport: http(rpcUrl),
    pollingInterval: 10,
  })
  return wallet.extend(publicActions)
}

/** `count` different wallets, each with at least 10,000 ETH. */
export async function createActors(rpcUrl: string, count: number): Promise<Actor[]> {
  const actors = Array.from({ length: count }, (_, index) => createActor(rpcUrl, index))
  const test = createTestClient({ chain: defineTestChain(rpcUrl), mode: 'anvil', transport: http(rpcUrl) })
  for (const actor of actors.slice(10)) {
    await test.setBalance({ address: actor.account.address, value: parseEther('10000') })
  }
  return actors
}
