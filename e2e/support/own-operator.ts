import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { registrationTypedData } from '@network3/chain/typed-data'
import {
  createWalletClient,
  defineChain,
  encodeAbiParameters,
  type Hex,
  http,
  type PrivateKeyAccount,
  parseEther,
  publicActions,
  stringToHex,
} from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { askFaucet } from './faucet.ts'
import { type Agent, runAgent } from './run-agent.ts'
import { STACK_FOLDER, type Stack } from './stack.ts'

const FILE = resolve(STACK_FOLDER, 'own-operator.json')

/** Key of the operator that journeys claim for: nobody else acts for it. */
export const readOwnOperatorKey = (): Hex =>
  (JSON.parse(readFileSync(FILE, 'utf8')) as { privateKey: Hex }).privateKey

/**
 * Pairs a real agent with a new wallet and stakes on it, so that the next epochs pay an operator of our own for what its
 * node does. Gives the agent, which runs until it is stopped.
 */
export async function registerOperator(stack: Stack): Promise<Agent> {
  const privateKey = generatePrivateKey()
  const account = privateKeyToAccount(privateKey)
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

  const agent = runAgent(stack.webUrl, account.address)
  await signPairing(stack, account, await agent.code)
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
  return agent
}

/** The wallet's part of a pairing, through the door the page uses. */
async function signPairing(stack: Stack, account: PrivateKeyAccount, code: string): Promise<void> {
  const { webUrl, chainId, contracts } = stack
  const input = encodeURIComponent(JSON.stringify({ code }))
  const answer = await fetch(`${webUrl}/api/trpc/pairing.get?input=${input}`)
  const { node, capabilities, country, specHash, nonce, deadline } = (await answer.json()).result.data
  const registration = {
    ...{ operator: account.address, node, capabilities, specHash },
    country: stringToHex(country, { size: 2 }),
    nonce: BigInt(nonce),
    deadline: BigInt(deadline),
  }
  const signature = await account.signTypedData(
    registrationTypedData(chainId, contracts.nodeRegistry, registration),
  )
  const signed = await fetch(`${webUrl}/api/trpc/pairing.sign`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: webUrl, 'x-n3-client': 'e2e' },
    body: JSON.stringify({ code, operator: account.address, signature }),
  })
  if (!signed.ok) throw new Error(`The pairing was refused: ${await signed.text()}`)
}

async function waitFor(isDone: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!(await isDone())) {
    if (Date.now() > deadline) throw new Error('The faucet paid nothing within 30 s.')
    await new Promise((next) => setTimeout(next, 200))
  }
}
