import type { Deployment, DeploymentProfile } from '@network3/chain/deployment'
import { AppError } from '@network3/core/app-error'
import type { Address, Hex } from 'viem'
import { type RoleHolders, wireRoles } from './access-roles.ts'
import { deployAll, linkContracts } from './deploy-all.ts'
import { type DeployParameters, readDeployParameters } from './deploy-parameters.ts'
import { connectDeployer, findDeploymentBlock } from './deployer.ts'
import { expectedParameters, verifyParameters } from './verify-parameters.ts'

export type DeployOptions = {
  rpcUrl: string
  chainId: number
  privateKey: Hex
  profile: DeploymentProfile
  /** Accounts that attest epoch roots, in any order; the profile sets the quorum. */
  attestors: readonly Address[]
  /** Who receives the genesis allocation; the amounts add up to it exactly. */
  recipients: readonly { address: Address; amountWei: bigint }[]
  /** Who is paid for shipped devices; the deployer, where not given. */
  treasury?: Address
  /** Who holds which role; where not given, the deployer does. No bridge unless named. */
  roles?: Partial<RoleHolders>
}

/**
 * Deploys the contracts, sets their roles, reads everything back, and returns the record. Calling it again with
 * the same options changes nothing and returns the same record; cut off anywhere, it goes on there. Needs
 * `npm run build -w @network3/contracts`.
 * Throws RPC_UNREACHABLE, CHAIN_MISMATCH, TX_REVERTED, DEPLOYMENT_INVALID.
 */
export async function deployContracts(options: DeployOptions): Promise<Deployment> {
  const parameters = await readDeployParameters(options.profile)
  checkOptions(options, parameters)
  const client = await connectDeployer(options)
  const deployer = client.account.address
  const treasury = options.treasury ?? deployer
  const contracts = await deployAll(client, options, treasury, parameters)
  await linkContracts(client, contracts)
  const byDeployer = { admin: deployer, court: deployer, guardian: deployer }
  const inStore = { fulfiller: deployer, merchant: deployer, directory: deployer }
  await wireRoles(
    client,
    contracts,
    { ...byDeployer, ...inStore, ...options.roles },
    {
      adminDelaySeconds: parameters.access.adminDelaySeconds,
      courtDelaySeconds: parameters.staking.courtDelaySeconds,
    },
  )
  await verifyParameters(
    client,
    contracts,
    expectedParameters(contracts, options.attestors, treasury, parameters),
  )
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
function checkOptions({ recipients, attestors }: DeployOptions, parameters: DeployParameters): void {
  const { token, staking, rewards, leaseMarket } = parameters
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
  const { thawPeriodSeconds, evidenceWindowSeconds, courtDelaySeconds } = staking
  if (thawPeriodSeconds < evidenceWindowSeconds + courtDelaySeconds) {
    fault('Stake would thaw before evidence is brought and the court has waited.')
  }
  if (leaseMarket.rulingPeriodSeconds <= courtDelaySeconds) {
    fault('The court, which must wait, could rule on no contested usage in time.')
  }
}

function fault(message: string): never {
  throw new AppError('DEPLOYMENT_INVALID', message)
}
