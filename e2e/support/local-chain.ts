import { type LocalRichRole, localRichAccount } from '@network3/chain/local-economy'
import {
  type Account,
  bytesToHex,
  createPublicClient,
  createWalletClient,
  defineChain,
  type Hex,
  http,
  publicActions,
} from 'viem'
import type { Stack } from './stack.ts'

function chainOf(stack: Stack) {
  return defineChain({
    id: stack.chainId,
    name: 'Network3',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [stack.rpcUrl] } },
  })
}

/** Reads of the chain as it is, to compare pages with. */
export function createReader(stack: Stack) {
  return createPublicClient({ chain: chainOf(stack), transport: http(stack.rpcUrl), pollingInterval: 100 })
}

/** Acts on the chain past the site, as somebody else would. */
export function createActor(stack: Stack, account: Account) {
  return createWalletClient({
    account,
    chain: chainOf(stack),
    transport: http(stack.rpcUrl),
    pollingInterval: 100,
  }).extend(publicActions)
}

/** The key of a role on the local chain, for a browser wallet that holds the role. */
export function keyOfRole(role: LocalRichRole): Hex {
  const { privateKey } = localRichAccount(role).getHdKey()
  if (privateKey === null) throw new Error(`The account of ${role} has no private key.`)
  return bytesToHex(privateKey)
}
