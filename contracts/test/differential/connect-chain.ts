import {
  type Abi,
  type Address,
  createTestClient,
  getAddress,
  http,
  publicActions,
  walletActions,
} from 'viem'
import { anvil } from 'viem/chains'
import { readArtifact } from '../../script/artifacts.ts'

/** A client of a test chain, whose accounts are unlocked. */
export function connectChain(rpcUrl: string) {
  const transport = http(rpcUrl, { batch: true })
  return createTestClient({ chain: anvil, mode: 'anvil', transport, pollingInterval: 5 })
    .extend(publicActions)
    .extend(walletActions)
}

/** Deploys what forge built, paid by `account`. */
export async function deployArtifact(
  client: ReturnType<typeof connectChain>,
  account: Address,
  name: string,
  args: readonly unknown[],
): Promise<Address> {
  const { abi, bytecode } = await readArtifact(name)
  const gas = 25_000_000n
  const hash = await client.deployContract({ abi: abi as Abi, bytecode, args, account, gas })
  const { contractAddress } = await client.waitForTransactionReceipt({ hash })
  if (!contractAddress) throw new Error(`${name} was not deployed.`)
  return getAddress(contractAddress)
}
