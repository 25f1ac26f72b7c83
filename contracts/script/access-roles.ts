import { accessManagerAbi } from '@network3/chain/abi/access-manager'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { rewardsAbi } from '@network3/chain/abi/rewards'
import { stakingAbi } from '@network3/chain/abi/staking'
import type { Deployment } from '@network3/chain/deployment'
import { AppError } from '@network3/core/app-error'
import { type Address, encodeFunctionData, getAbiItem, type Hex, toFunctionSelector } from 'viem'
import { type DeployerClient, sendAndWait } from './deployer.ts'

/** Roles of the AccessManager. Everything restricted and not listed below is the administrator's. */
const roles = { admin: 0n, rewards: 1n, court: 2n, guardian: 3n, bridge: 4n } as const

export type RoleHolders = { admin: Address; court: Address; guardian: Address; bridge?: Address | undefined }
export type RoleDelays = { adminDelaySeconds: number; courtDelaySeconds: number }

type Grant = { role: bigint; account: Address; delaySeconds: number }
type Rule = { target: Address; selectors: Hex[]; role: bigint }

const selector = {
  mintReward: toFunctionSelector(getAbiItem({ abi: n3TokenAbi, name: 'mintReward' })),
  crosschainMint: toFunctionSelector(getAbiItem({ abi: n3TokenAbi, name: 'crosschainMint' })),
  crosschainBurn: toFunctionSelector(getAbiItem({ abi: n3TokenAbi, name: 'crosschainBurn' })),
  stakeFor: toFunctionSelector(getAbiItem({ abi: stakingAbi, name: 'stakeFor' })),
  addRewards: toFunctionSelector(getAbiItem({ abi: stakingAbi, name: 'addRewards' })),
  slash: toFunctionSelector(getAbiItem({ abi: stakingAbi, name: 'slash' })),
  pause: toFunctionSelector(getAbiItem({ abi: stakingAbi, name: 'pause' })),
  veto: toFunctionSelector(getAbiItem({ abi: rewardsAbi, name: 'veto' })),
}

function rulesOf({ n3Token, staking, rewards }: Deployment['contracts']): Rule[] {
  return [
    { target: n3Token, selectors: [selector.mintReward], role: roles.rewards },
    { target: n3Token, selectors: [selector.crosschainMint, selector.crosschainBurn], role: roles.bridge },
    { target: staking, selectors: [selector.stakeFor, selector.addRewards], role: roles.rewards },
    { target: staking, selectors: [selector.slash], role: roles.court },
    { target: staking, selectors: [selector.pause], role: roles.guardian },
    { target: rewards, selectors: [selector.veto], role: roles.guardian },
  ]
}

function grantsOf(rewards: Address, holders: RoleHolders, delays: RoleDelays): Grant[] {
  const grants: Grant[] = [
    { role: roles.rewards, account: rewards, delaySeconds: 0 },
    { role: roles.court, account: holders.court, delaySeconds: delays.courtDelaySeconds },
    { role: roles.guardian, account: holders.guardian, delaySeconds: 0 },
  ]
  if (holders.bridge !== undefined) {
    grants.push({ role: roles.bridge, account: holders.bridge, delaySeconds: 0 })
  }
  // Last, because the deployer's own right to go on ends here.
  grants.push({ role: roles.admin, account: holders.admin, delaySeconds: delays.adminDelaySeconds })
  return grants
}

const manage = accessManagerAbi

function wiringCalls(contracts: Deployment['contracts'], grants: Grant[], deployer: Address): Hex[] {
  const calls = rulesOf(contracts).map(({ target, selectors, role }) =>
    encodeFunctionData({
      abi: manage,
      functionName: 'setTargetFunctionRole',
      args: [target, selectors, role],
    }),
  )
  // The guardian may cancel what the court has scheduled and not yet executed.
  calls.push(
    encodeFunctionData({
      abi: manage,
      functionName: 'setRoleGuardian',
      args: [roles.court, roles.guardian],
    }),
  )
  for (const { role, account, delaySeconds } of grants) {
    const args = [role, account, delaySeconds] as const
    calls.push(encodeFunctionData({ abi: manage, functionName: 'grantRole', args }))
  }
  const keepsAdmin = grants.some(({ role, account }) => role === roles.admin && account === deployer)
  if (!keepsAdmin) {
    const args = [roles.admin, deployer] as const
    calls.push(encodeFunctionData({ abi: manage, functionName: 'renounceRole', args }))
  }
  return calls
}

/** One transaction that says who may call what; skipped when it has happened. */
export async function wireRoles(
  client: DeployerClient,
  contracts: Deployment['contracts'],
  holders: RoleHolders,
  delays: RoleDelays,
): Promise<void> {
  const grants = grantsOf(contracts.rewards, holders, delays)
  if ((await findWiringFault(client, contracts, grants)) === undefined) return
  const data = encodeFunctionData({
    abi: manage,
    functionName: 'multicall',
    args: [wiringCalls(contracts, grants, client.account.address)],
  })
  await sendAndWait(client, contracts.accessManager, data, 'Setting the roles')
  const fault = await findWiringFault(client, contracts, grants)
  if (fault !== undefined) throw new AppError('DEPLOYMENT_INVALID', fault)
}

/** The first role on chain that is not as it should be, as a sentence. */
async function findWiringFault(
  client: DeployerClient,
  contracts: Deployment['contracts'],
  grants: Grant[],
): Promise<string | undefined> {
  const address = contracts.accessManager
  for (const { target, selectors, role } of rulesOf(contracts)) {
    for (const item of selectors) {
      const args = [target, item] as const
      const actual = await client.readContract({
        address,
        abi: manage,
        functionName: 'getTargetFunctionRole',
        args,
      })
      if (actual !== role) return `Function ${item} of ${target} has role ${actual} instead of ${role}.`
    }
  }
  for (const { role, account, delaySeconds } of grants) {
    const args = [role, account] as const
    const [member, delay] = await client.readContract({ address, abi: manage, functionName: 'hasRole', args })
    if (!member) return `${account} lacks role ${role}.`
    if (delay !== delaySeconds)
      return `${account} has role ${role} with ${delay} s of delay, not ${delaySeconds}.`
  }
  const admin = grants.find(({ role }) => role === roles.admin)?.account
  const deployer = client.account.address
  if (admin === deployer) return undefined
  const args = [roles.admin, deployer] as const
  const [stillAdmin] = await client.readContract({ address, abi: manage, functionName: 'hasRole', args })
  return stillAdmin ? `The deployer ${deployer} is still an administrator.` : undefined
}
