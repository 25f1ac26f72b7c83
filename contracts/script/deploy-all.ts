import { edgeDeviceAbi } from '@network3/chain/abi/edge-device'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import type { Deployment } from '@network3/chain/deployment'
import { AppError } from '@network3/core/app-error'
import {
  type Address,
  encodeFunctionData,
  type Hex,
  isAddressEqual,
  keccak256,
  toBytes,
  zeroAddress,
} from 'viem'
import { artifactNames, readArtifact } from './artifacts.ts'
import { leaseMarketParameters, rewardsParameters, stakingParameters } from './constructor-arguments.ts'
import type { DeployOptions } from './deploy-contracts.ts'
import type { DeployParameters } from './deploy-parameters.ts'
import { type DeployerClient, deployContract, sendAndWait } from './deployer.ts'

/** Puts every contract on chain that is not there yet, in an order in which each finds those it is built on. */
export async function deployAll(
  client: DeployerClient,
  options: DeployOptions,
  treasury: Address,
  parameters: DeployParameters,
): Promise<Deployment['contracts']> {
  const salt = await saltOf(options, parameters)
  const deploy = (name: keyof typeof artifactNames, args: readonly unknown[]): Promise<Address> =>
    deployContract(client, salt, artifactNames[name], args)
  const accessManager = await deploy('accessManager', [client.account.address])
  const n3Token = await deploy('n3Token', [
    accessManager,
    options.recipients.map(({ address }) => address),
    options.recipients.map(({ amountWei }) => amountWei),
  ])
  const edgeDevice = await deploy('edgeDevice', [accessManager])
  const nodeRegistry = await deploy('nodeRegistry', [edgeDevice])
  const deviceSale = await deploy('deviceSale', [accessManager, n3Token, edgeDevice, treasury])
  const staking = await deploy('staking', [accessManager, n3Token, stakingParameters(parameters)])
  const rewards = await deploy('rewards', [
    accessManager,
    n3Token,
    staking,
    rewardsParameters(options.attestors, parameters),
  ])
  const leaseMarket = await deploy('leaseMarket', [
    accessManager,
    n3Token,
    staking,
    rewards,
    leaseMarketParameters(parameters),
  ])
  const keyDirectory = await deploy('keyDirectory', [accessManager, rewards])
  const core = { accessManager, n3Token, nodeRegistry, staking, rewards }
  return { ...core, edgeDevice, deviceSale, leaseMarket, keyDirectory }
}

/**
 * Tells EdgeDevice its registry and N3 who mints rewards, each once and for good. Before the roles are set, because
 * then the deployer may no longer be the administrator. Throws TX_REVERTED, DEPLOYMENT_INVALID.
 */
export async function linkContracts(
  client: DeployerClient,
  { edgeDevice, nodeRegistry, n3Token, rewards }: Deployment['contracts'],
): Promise<void> {
  const device = { address: edgeDevice, abi: edgeDeviceAbi } as const
  const registry = await client.readContract({ ...device, functionName: 'registry' })
  if (isStillToLink('EdgeDevice belongs to another registry', registry, nodeRegistry)) {
    const data = encodeFunctionData({ ...device, functionName: 'setRegistry', args: [nodeRegistry] })
    await sendAndWait(client, edgeDevice, data, 'Telling EdgeDevice its registry')
  }
  const token = { address: n3Token, abi: n3TokenAbi } as const
  const minter = await client.readContract({ ...token, functionName: 'rewards' })
  if (isStillToLink('N3 is minted by another contract', minter, rewards)) {
    const data = encodeFunctionData({ ...token, functionName: 'setRewards', args: [rewards] })
    await sendAndWait(client, n3Token, data, 'Telling N3 who mints rewards')
  }
}

function isStillToLink(fault: string, actual: Address, wanted: Address): boolean {
  if (isAddressEqual(actual, wanted)) return false
  if (isAddressEqual(actual, zeroAddress)) return true
  throw new AppError('DEPLOYMENT_INVALID', `${fault}, ${actual}.`)
}

/** Differs with the code and with every option, so that two deployments on one chain share no contract. */
async function saltOf(options: DeployOptions, parameters: DeployParameters): Promise<Hex> {
  const artifacts = await Promise.all(Object.values(artifactNames).map(readArtifact))
  const { rpcUrl, privateKey, ...rest } = options
  const identity = [artifacts.map(({ bytecode }) => keccak256(bytecode)), rest, parameters]
  const text = JSON.stringify(identity, (_, value) => (typeof value === 'bigint' ? value.toString() : value))
  return keccak256(toBytes(text))
}
