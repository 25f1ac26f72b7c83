import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { nodeRegistryAbi } from '@network3/chain/abi/node-registry'
import { registrationTypedData } from '@network3/chain/typed-data'
import {
  createWalletClient,
  defineChain,
  encodeAbiParameters,
  type Hex,
  http,
  keccak256,
  parseEther,
  publicActions,
  toBytes,
  toHex,
} from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { askFaucet } from './faucet.ts'
import { STACK_FOLDER, type Stack } from './stack.ts'

const FILE = resolve(STACK_FOLDER, 'own-operator.json')

/** Key of the operator that journeys claim for: nobody else acts for it. */
export const readOwnOperatorKey = (): Hex =>
  (JSON.parse(readFileSync(FILE, 'utf8')) as { privateKey: Hex }).privateKey

/** Registers a node under a new wallet and stakes on it, so that the next epochs pay an operator of our own. */
export async function registerOperator(stack: Stack): Promise<void> {
  const privateKey = generatePrivateKey()
  const account = privateKeyToAccount(privateKey)
  const node = privateKeyToAccount(generatePrivateKey())
  const chain = defineChain({
    id: stack.chainId,
    name: 'Network3',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [stack.rpcUrl] } },
  })
  const wallet = createWalletClient({
    account,
    chain,
    transport: http(stack.rpcUrl),
    pollingInterval: 100,
  }).extend(publicActions)
  await askFaucet(stack, account.address)
  await waitFor(
    async () =>
      (await wallet.readContract({
        address: stack.contracts.n3Token,
        abi: n3TokenAbi,
        functionName: 'balanceOf',
        args: [account.address],
      })) > 0n,
  )

  const registration = {
    operator: account.address,
    node: node.address,
    capabilities: 3,
    country: toHex('NZ'),
    specHash: keccak256(toBytes('network3:e2e')),
    nonce: 0n,
    deadline: BigInt(Math.floor(Date.now() / 1000) + 3600),
  }
  const signature = await node.signTypedData(
    registrationTypedData(stack.chainId, stack.contracts.nodeRegistry, registration),
  )
  const { capabilities, country, specHash, deadline } = registration
  const registered = await wallet.writeContract({
    address: stack.contracts.nodeRegistry,
    abi: nodeRegistryAbi,
    functionName: 'register',
    args: [node.address, capabilities, country, specHash, deadline, signature],
  })
  await wallet.waitForTransactionReceipt({ hash: registered })
  const staked = await wallet.writeContract({
    address: stack.contracts.n3Token,
    abi: n3TokenAbi,
    functionName: 'transferAndCall',
    args: [
      stack.contracts.staking,
      parseEther('500'),
      encodeAbiParameters([{ type: 'address' }], [account.address]),
    ],
  })
  const receipt = await wallet.waitForTransactionReceipt({ hash: staked })
  if (receipt.status !== 'success') throw new Error(`Staking for our own operator reverted: ${staked}`)
  writeFileSync(FILE, JSON.stringify({ privateKey, address: account.address }))
}

async function waitFor(isDone: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!(await isDone())) {
    if (Date.now() > deadline) throw new Error('The faucet paid nothing within 30 s.')
    await new Promise((next) => setTimeout(next, 200))
  }
}
