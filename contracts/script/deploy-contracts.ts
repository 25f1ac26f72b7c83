import { rewardsAbi } from '@network3/chain/abi/rewards'
import { stakingAbi } from '@network3/chain/abi/staking'
import type { Deployment, DeploymentProfile } from '@network3/chain/deployment'
import { AppError } from '@network3/core/app-error'
import { type Address, type Hex, isAddressEqual, keccak256, toBytes } from 'viem'
import { type RoleHolders, wireRoles } from './access-roles.ts'
import { artifactNames, readArtifact } from './artifacts.ts'
import { type DeployParameters, readDeployParameters } from './deploy-parameters.ts'
import { connectDeployer, type DeployerClient, deployContract, findDeploymentBlock } from './deployer.ts'

export type DeployOptions = {
  rpcUrl: string
  chainId: number
  privateKey: Hex
  profile: DeploymentProfile
  /** Accounts that attest epoch roots, in any order; the profile sets the quorum. */
  attestors: readonly Address[]
  /** Who receives the genesis allocation; the amounts add up to it exactly. */
  recipients: readonly { address: Address; amountWei: bigint }[]
  /** Who holds which role; where not given, the deployer does. No bridge unless named. */
  roles?: Partial<RoleHolders>
}

/**
 * Deploys the contracts, sets their roles, reads everything back, and returns the record. Calling it again with
 * the same options changes nothing and returns the same record. Needs `npm run build -w @network3/contracts`.
 * Throws RPC_UNREACHABLE, CHAIN_MISMATCH, TX_REVERTED, DEPLOYMENT_INVALID.
 */
export async function deployContracts(options: DeployOptions): Promise<Deployment> {
  const parameters = await readDeployParameters(options.profile)
  checkOptions(options, parameters)
  const client = await connectDeployer(options)
  const contracts = await deployAll(client, options, parameters)
  const deployer = client.account.address
  const holders = { admin: deployer, court: deployer, guardian: deployer, ...options.roles }
  await wireRoles(client, contracts, holders, {
    adminDelaySeconds: parameters.access.adminDelaySeconds,
    courtDelaySeconds: parameters.staking.courtDelaySeconds,
  })
  await verifyParameters(client, contracts, options, parameters)
  const genesis = await client.getBlock({ blockNumber: 0n })
  return {
    chainId: options.chainId,
    deploymentBlock: Number(await findDeploymentBlock(client, contracts.accessManager)),
    genesisHash: genesis.hash,
    contracts,
    profile: options.profile,
  }
}

/** What the constructors would refuse without saying why, for the factory swallows their errors. */
function checkOptions({ recipients, attestors }: DeployOptions, { token, rewards }: DeployParameters): void {
  const total = recipients.reduce((sum, { amountWei }) => sum + amountWei, 0n)
  if (total !== token.genesisAllocationWei) {
    fault(
      `The recipients get ${total} wei together; the genesis allocation is ${token.genesisAllocationWei} wei.`,
    )
  }
  const count = new Set(attestors.map((attestor) => attestor.toLowerCase())).size
  if (count !== attestors.length) fault('An attestor is named twice.')
  const quorum = rewards.attestorQuorum
  if (quorum > count || quorum * 2 <= count) {
    fault(`A quorum of ${quorum} is not more than half of ${count} attestors and at most all of them.`)
  }
}

async function deployAll(
  client: DeployerClient,
  options: DeployOptions,
  parameters: DeployParameters,
): Promise<Deployment['contracts']> {
  const deployer = client.account.address
  const salt = await saltOf(options, parameters)
  const accessManager = await deployContract(client, salt, artifactNames.accessManager, [deployer])
  const n3Token = await deployContract(client, salt, artifactNames.n3Token, [
    accessManager,
    options.recipients.map(({ address }) => address),
    options.recipients.map(({ amountWei }) => amountWei),
  ])
  const edgeDevice = await deployContract(client, salt, artifactNames.edgeDevice, [accessManager])
  const nodeRegistry = await deployContract(client, salt, artifactNames.nodeRegistry, [edgeDevice])
  const staking = await deployContract(client, salt, artifactNames.staking, [
    accessManager,
    n3Token,
    stakingArguments(parameters),
  ])
  const rewards = await deployContract(client, salt, artifactNames.rewards, [
    accessManager,
    n3Token,
    staking,
    rewardsArguments(options, parameters),
  ])
  return { accessManager, n3Token, nodeRegistry, staking, rewards }
}

/** Differs with the code and with every option, so that two deployments on one chain share no contract. */
async function saltOf(options: DeployOptions, parameters: DeployParameters): Promise<Hex> {
  const artifacts = await Promise.all(Object.values(artifactNames).map(readArtifact))
  const { rpcUrl, privateKey, ...rest } = options
  const identity = [artifacts.map(({ bytecode }) => keccak256(bytecode)), rest, parameters]
  const text = JSON.stringify(identity, (_, value) => (typeof value === 'bigint' ? value.toString() : value))
  return keccak256(toBytes(text))
}

/** StakingState.Parameters. */
function stakingArguments({ staking }: DeployParameters) {
  return {
    thawPeriod: staking.thawPeriodSeconds,
    evidenceWindow: staking.evidenceWindowSeconds,
    courtDelay: staking.courtDelaySeconds,
    streamPeriod: staking.streamPeriodSeconds,
    commissionDelay: staking.commissionDelaySeconds,
    maxCommissionBps: staking.maxCommissionBps,
    maxSlashBps: staking.maxSlashBps,
    minimumStake: staking.minimumStakeWei,
    minimumSelfStake: staking.minimumSelfStakeWei,
  }
}

/** RewardsState.Parameters. */
function rewardsArguments({ attestors }: DeployOptions, { rewards }: DeployParameters) {
  return {
    epochLength: rewards.epochLengthSeconds,
    challengeDelay: rewards.challengeDelaySeconds,
    halvingEpochs: rewards.halvingEpochs,
    attestors: [...attestors].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
    quorum: BigInt(rewards.attestorQuorum),
  }
}

/** Reads back what the constructors stored. Throws DEPLOYMENT_INVALID with the first difference. */
async function verifyParameters(
  client: DeployerClient,
  contracts: Deployment['contracts'],
  options: DeployOptions,
  parameters: DeployParameters,
): Promise<void> {
  const staking = { address: contracts.staking, abi: stakingAbi } as const
  const rewards = { address: contracts.rewards, abi: rewardsAbi } as const
  const expected = { ...stakingArguments(parameters), ...rewardsArguments(options, parameters) }
  const actual = {
    thawPeriod: await client.readContract({ ...staking, functionName: 'thawPeriod' }),
    streamPeriod: await client.readContract({ ...staking, functionName: 'streamPeriod' }),
    minimumStake: await client.readContract({ ...staking, functionName: 'minimumStake' }),
    minimumSelfStake: await client.readContract({ ...staking, functionName: 'minimumSelfStake' }),
    epochLength: await client.readContract({ ...rewards, functionName: 'epochLength' }),
    challengeDelay: await client.readContract({ ...rewards, functionName: 'challengeDelay' }),
    quorum: await client.readContract({ ...rewards, functionName: 'quorum' }),
  }
  for (const [name, value] of Object.entries(actual)) {
    const wanted = expected[name as keyof typeof actual]
    if (BigInt(value) !== BigInt(wanted)) fault(`${name} is ${value} on chain instead of ${wanted}.`)
  }
  const stakingOfRewards = await client.readContract({ ...rewards, functionName: 'staking' })
  if (!isAddressEqual(stakingOfRewards, contracts.staking)) fault('Rewards pays into another Staking.')
  const tokenOfRewards = await client.readContract({ ...rewards, functionName: 'token' })
  const tokenOfStaking = await client.readContract({ ...staking, functionName: 'token' })
  if (!isAddressEqual(tokenOfRewards, contracts.n3Token)) fault('Rewards mints another token.')
  if (!isAddressEqual(tokenOfStaking, contracts.n3Token)) fault('Staking holds another token.')
}

function fault(message: string): never {
  throw new AppError('DEPLOYMENT_INVALID', message)
}
