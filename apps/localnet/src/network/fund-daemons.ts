import { localAttestors, localPrivateKey, localRichAccount } from '@network3/chain/local-economy'
import { createPublicClient, createWalletClient, defineChain, http, parseEther } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'

/** What they are given, and below which they are given it again. */
const AMOUNT_WEI = parseEther('50')
const LEAST_WEI = parseEther('5')

/** Gives attestors and sponsor of a local chain what they pay gas with. Resolves with what there is to say. */
export async function fundDaemons(rpcUrl: string, chainId: number): Promise<string> {
  const transport = http(rpcUrl)
  const client = createPublicClient({ transport, pollingInterval: 100 })
  const addresses = [
    ...localAttestors().map(({ address }) => address),
    privateKeyToAddress(localPrivateKey('sponsor', 0)),
  ]
  const balances = await Promise.all(addresses.map((address) => client.getBalance({ address })))
  const poor = addresses.filter((_, index) => (balances[index] ?? 0n) < LEAST_WEI)
  if (poor.length === 0) return 'there'
  const wallet = createWalletClient({
    account: localRichAccount('publisher'),
    chain: defineChain({
      ...{ id: chainId, name: 'local', rpcUrls: { default: { http: [rpcUrl] } } },
      nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    }),
    transport,
  })
  const nonce = await client.getTransactionCount({ address: wallet.account.address })
  const hashes = await Promise.all(
    poor.map((to, index) => wallet.sendTransaction({ to, value: AMOUNT_WEI, nonce: nonce + index })),
  )
  await Promise.all(hashes.map((hash) => client.waitForTransactionReceipt({ hash, timeout: 30_000 })))
  return `given to ${poor.length}`
}
