import { deviceSaleAbi } from '@network3/chain/abi/device-sale'
import { edgeDeviceAbi } from '@network3/chain/abi/edge-device'
import { keyDirectoryAbi } from '@network3/chain/abi/key-directory'
import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { nodeRegistryAbi } from '@network3/chain/abi/node-registry'
import { rewardsAbi } from '@network3/chain/abi/rewards'
import { stakingAbi } from '@network3/chain/abi/staking'
import type { ContractName, Deployment } from '@network3/chain/deployment'
import { AppError } from '@network3/core/app-error'
import { type Abi, type Address, parseUnits } from 'viem'
import { leaseMarketParameters, rewardsParameters, stakingParameters } from './constructor-arguments.ts'
import type { DeployParameters } from './deploy-parameters.ts'
import type { DeployerClient } from './deployer.ts'

/** What a constructor or a one-time setter has stored: a view of the contract and what it must answer. */
type Expected = Record<string, unknown>

const capWei = parseUnits('1000000000', 18)

const abis: Record<Exclude<ContractName, 'accessManager'>, Abi> = {
  n3Token: n3TokenAbi,
  nodeRegistry: nodeRegistryAbi,
  staking: stakingAbi,
  rewards: rewardsAbi,
  edgeDevice: edgeDeviceAbi,
  deviceSale: deviceSaleAbi,
  leaseMarket: leaseMarketAbi,
  keyDirectory: keyDirectoryAbi,
}

/** Every parameter and every link between contracts, by contract and view. The roles are checked by wireRoles. */
export function expectedParameters(
  contracts: Deployment['contracts'],
  attestors: readonly Address[],
  treasury: Address,
  parameters: DeployParameters,
): Record<keyof typeof abis, Expected> {
  const { accessManager, n3Token, nodeRegistry, staking, rewards, edgeDevice } = contracts
  const authority = accessManager
  const genesis = parameters.token.genesisAllocationWei
  return {
    n3Token: { authority, rewards, CAP: capWei, GENESIS_ALLOCATION: genesis },
    nodeRegistry: { edgeDevice },
    edgeDevice: { authority, registry: nodeRegistry },
    deviceSale: { authority, token: n3Token, device: edgeDevice, treasury },
    staking: { authority, token: n3Token, ...stakingParameters(parameters) },
    rewards: {
      ...{ authority, token: n3Token, staking, totalEmission: capWei - genesis },
      ...rewardsParameters(attestors, parameters),
    },
    leaseMarket: { authority, token: n3Token, staking, rewards, ...leaseMarketParameters(parameters) },
    keyDirectory: { authority, rewards },
  }
}

/** Reads back what the contracts store. Throws DEPLOYMENT_INVALID, naming the first difference. */
export async function verifyParameters(
  client: DeployerClient,
  contracts: Deployment['contracts'],
  expected: ReturnType<typeof expectedParameters>,
): Promise<void> {
  const checks = Object.entries(abis).flatMap(([name, abi]) => {
    const contract = name as keyof typeof abis
    return Object.entries(expected[contract]).map(async ([functionName, wanted]) => {
      const address = contracts[contract]
      const actual: unknown = await client.readContract({ address, abi, functionName })
      if (textOf(actual) === textOf(wanted)) return undefined
      return `${functionName} of ${contract} is ${textOf(actual)} on chain instead of ${textOf(wanted)}.`
    })
  })
  const fault = (await Promise.all(checks)).find((sentence) => sentence !== undefined)
  if (fault !== undefined) throw new AppError('DEPLOYMENT_INVALID', fault)
}

/** One form for what is the same on chain: numbers of any width, addresses in any case. */
function textOf(value: unknown): string {
  return Array.isArray(value) ? value.map(textOf).join(', ') : String(value).toLowerCase()
}
