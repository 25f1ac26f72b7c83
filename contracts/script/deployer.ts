import { AppError } from '@network3/core/app-error'
import {
  type Account,
  type Address,
  BaseError,
  type Chain,
  concatHex,
  createWalletClient,
  defineChain,
  encodeDeployData,
  getCreate2Address,
  type Hex,
  http,
  publicActions,
  type Transport,
  type WalletClient,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { readArtifact } from './artifacts.ts'

/** The deterministic deployer that exists on anvil and on nearly every chain: github.com/Arachnid/deterministic-deployment-proxy. */
const create2Factory: Address = '0x4e59b44847b379578588920cA78FbF26c0B4956C'

export type DeployerClient = ReturnType<typeof createDeployerClient>

/** A wallet that can also read. Refuses a node of another chain: throws RPC_UNREACHABLE, CHAIN_MISMATCH. */
export async function connectDeployer(options: {
  rpcUrl: string
  chainId: number
  privateKey: Hex
}): Promise<DeployerClient> {
  const client = createDeployerClient(options)
  const actual = await client.getChainId().catch((cause: unknown) => {
    throw new AppError('RPC_UNREACHABLE', `No chain answers at ${options.rpcUrl}.`, {
      cause,
      retryable: true,
    })
  })
  if (actual === options.chainId) return client
  throw new AppError(
    'CHAIN_MISMATCH',
    `${options.rpcUrl} is chain ${actual}, but chain ${options.chainId} was asked for.`,
  )
}

function createDeployerClient(options: { rpcUrl: string; chainId: number; privateKey: Hex }) {
  const chain: Chain = defineChain({
    id: options.chainId,
    name: `chain ${options.chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [options.rpcUrl] } },
  })
  const wallet: WalletClient<Transport, Chain, Account> = createWalletClient({
    account: privateKeyToAccount(options.privateKey),
    chain,
    transport: http(options.rpcUrl),
    pollingInterval: 100,
  })
  return wallet.extend(publicActions)
}

/**
 * Puts a contract at the address that salt, code and arguments give it, unless it is there already; so a
 * deployment that was cut off goes on where it stopped. Throws TX_REVERTED.
 */
export async function deployContract(
  client: DeployerClient,
  salt: Hex,
  artifactName: string,
  args: readonly unknown[],
): Promise<Address> {
  const { abi, bytecode } = await readArtifact(artifactName)
  const initCode = encodeDeployData({ abi, bytecode, args: [...args] })
  const address = getCreate2Address({ from: create2Factory, salt, bytecode: initCode })
  if (await hasCode(client, address)) return address
  if (!(await hasCode(client, create2Factory))) {
    throw new AppError('TX_REVERTED', `The chain lacks the deterministic deployer at ${create2Factory}.`)
  }
  await sendAndWait(client, create2Factory, concatHex([salt, initCode]), `Deploying ${artifactName}`)
  if (await hasCode(client, address)) return address
  throw new AppError('TX_REVERTED', `Deploying ${artifactName} left no code at ${address}.`)
}

/** Sends and waits for one confirmation. Throws TX_REVERTED, naming `what` was being done. */
export async function sendAndWait(
  client: DeployerClient,
  to: Address,
  data: Hex,
  what: string,
): Promise<void> {
  const hash = await client.sendTransaction({ to, data }).catch((cause: unknown) => {
    const reason = cause instanceof BaseError ? cause.shortMessage : String(cause)
    throw new AppError('TX_REVERTED', `${what} was refused: ${reason}`, { cause })
  })
  const receipt = await client.waitForTransactionReceipt({ hash })
  if (receipt.status !== 'success') throw new AppError('TX_REVERTED', `${what} reverted in ${hash}.`)
}

export async function hasCode(client: DeployerClient, address: Address): Promise<boolean> {
  const code = await client.getCode({ address })
  return code !== undefined && code !== '0x'
}

/**
 * First block in which `address` has code, by bisection. A node that has forgotten the state of a block cannot tell:
 * then an earlier block is answered, and the first backfill is longer than it must be, but misses nothing.
 */
export async function findDeploymentBlock(client: DeployerClient, address: Address): Promise<bigint> {
  let low = 0n
  let high = await client.getBlockNumber()
  while (low < high) {
    const middle = (low + high) / 2n
    const code = await client.getCode({ address, blockNumber: middle }).catch(() => 'forgotten' as const)
    if (code === 'forgotten') return low
    if (code !== undefined && code !== '0x') high = middle
    else low = middle + 1n
  }
  return low
}
