import { accessManagerAbi } from '@network3/chain/abi/access-manager'
import type { Deployment } from '@network3/chain/deployment'
import { AppError } from '@network3/core/app-error'
import { type Address, encodeFunctionData, type Hex } from 'viem'
import { accessRules, roles } from './access-rules.ts'
import { type DeployerClient, sendAndWait } from './deployer.ts'

export type RoleHolders = {
  admin: Address
  court: Address
  guardian: Address
  fulfiller: Address
  merchant: Address
  /** Publishes the key directory's roots. */
  directory: Address
  bridge?: Address | undefined
}
export type RoleDelays = { adminDelaySeconds: number; courtDelaySeconds: number }

type Grant = { role: bigint; account: Address; delaySeconds: number }

function grantsOf(
  { deviceSale }: Deployment['contracts'],
  holders: RoleHolders,
  delays: RoleDelays,
): Grant[] {
  const atOnce = (role: bigint, account: Address): Grant => ({ role, account, delaySeconds: 0 })
  const grants = [
    atOnce(roles.deviceSale, deviceSale),
    { role: roles.court, account: holders.court, delaySeconds: delays.courtDelaySeconds },
    atOnce(roles.guardian, holders.guardian),
    atOnce(roles.fulfiller, holders.fulfiller),
    atOnce(roles.merchant, holders.merchant),
    atOnce(roles.directory, holders.directory),
  ]
  if (holders.bridge !== undefined) grants.push(atOnce(roles.bridge, holders.bridge))
  // Last, because the deployer's own right to go on ends here.
  grants.push({ role: roles.admin, account: holders.admin, delaySeconds: delays.adminDelaySeconds })
  return grants
}

const manage = accessManagerAbi

function wiringCalls(contracts: Deployment['contracts'], grants: Grant[], deployer: Address): Hex[] {
  const calls = accessRules(contracts).map(({ target, functions, role }) =>
    encodeFunctionData({
      abi: manage,
      functionName: 'setTargetFunctionRole',
      args: [target, functions.map(({ selector }) => selector), roles[role]],
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
  const grants = grantsOf(contracts, holders, delays)
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
  for (const { target, functions, role } of accessRules(contracts)) {
    for (const { name, selector } of functions) {
      const args = [target, selector] as const
      const actual = await client.readContract({
        address,
        abi: manage,
        functionName: 'getTargetFunctionRole',
        args,
      })
      if (actual !== roles[role]) return `${name} of ${target} has role ${actual} instead of ${roles[role]}.`
    }
  }
  const args = [roles.court] as const
  const cancels = await client.readContract({ address, abi: manage, functionName: 'getRoleGuardian', args })
  if (cancels !== roles.guardian) return `Role ${cancels} may cancel what the court has scheduled.`
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
  const [stillAdmin] = await client.readContract({
    address,
    abi: manage,
    functionName: 'hasRole',
    args: [roles.admin, deployer],
  })
  return stillAdmin ? `The deployer ${deployer} is still an administrator.` : undefined
}
