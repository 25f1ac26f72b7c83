import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { nodeRegistryAbi } from '@network3/chain/abi/node-registry'
import { rewardsAbi } from '@network3/chain/abi/rewards'
import { stakingAbi } from '@network3/chain/abi/staking'
import type { Deployment } from '@network3/chain/deployment'
import { LOCAL_ECONOMY_SPEC_HASH } from '@network3/chain/local-economy'
import { registrationTypedData, transferTypedData } from '@network3/chain/typed-data'
import { countryToBytes2 } from '@network3/core/countries'
import { type Address, encodeAbiParameters, encodeFunctionData, type Hex, type LocalAccount } from 'viem'
import type { Call } from './send-calls.ts'

/** Each builds one transaction of a user of the contracts. Gas limits are measured, with room. */

/** Signatures of the local economy do not run out: they are used in the block they are made for. */
const DEADLINE = 2n ** 64n

export function payEther(account: LocalAccount, to: Address, value: bigint): Call {
  return { account, to, value, gas: 21_000n }
}

export function payN3({ contracts }: Deployment, account: LocalAccount, to: Address, wei: bigint): Call {
  const data = encodeFunctionData({ abi: n3TokenAbi, functionName: 'transfer', args: [to, wei] })
  return { account, to: contracts.n3Token, data, gas: 70_000n }
}

/** One prompt: the token hands the amount to Staking, with the operator as data. */
export function stakeN3(
  { contracts }: Deployment,
  account: LocalAccount,
  operator: Address,
  wei: bigint,
): Call {
  const target = encodeAbiParameters([{ type: 'address' }], [operator])
  const data = encodeFunctionData({
    abi: n3TokenAbi,
    functionName: 'transferAndCall',
    args: [contracts.staking, wei, target],
  })
  return { account, to: contracts.n3Token, data, gas: 260_000n }
}

type StakingAction =
  | { functionName: 'requestUnstake'; args: readonly [operator: Address, shares: bigint] }
  | { functionName: 'cancelUnstake'; args: readonly [requestId: bigint] }
  | { functionName: 'withdraw'; args: readonly [requestId: bigint] }
  | { functionName: 'setCommission'; args: readonly [commissionBps: number] }

export function callStaking({ contracts }: Deployment, account: LocalAccount, action: StakingAction): Call {
  return {
    account,
    to: contracts.staking,
    data: encodeFunctionData({ abi: stakingAbi, ...action }),
    gas: 350_000n,
  }
}

export type NodeDetails = { capabilities: number; country: string }

/** The node's own key consents first: EIP-712 Registration. Its nonce is 0, for it was never registered. */
export async function registerNode(
  { chainId, contracts }: Deployment,
  account: LocalAccount,
  node: LocalAccount,
  details: NodeDetails,
): Promise<Call> {
  const country = countryToBytes2(details.country)
  const { capabilities } = details
  const signature = await node.signTypedData(
    registrationTypedData(chainId, contracts.nodeRegistry, {
      operator: account.address,
      node: node.address,
      capabilities,
      country,
      specHash: LOCAL_ECONOMY_SPEC_HASH,
      nonce: 0n,
      deadline: DEADLINE,
    }),
  )
  const data = encodeFunctionData({
    abi: nodeRegistryAbi,
    functionName: 'register',
    args: [node.address, capabilities, country, LOCAL_ECONOMY_SPEC_HASH, DEADLINE, signature],
  })
  return { account, to: contracts.nodeRegistry, data, gas: 220_000n }
}

export function updateNode(
  { contracts }: Deployment,
  account: LocalAccount,
  node: Address,
  details: NodeDetails,
): Call {
  const data = encodeFunctionData({
    abi: nodeRegistryAbi,
    functionName: 'update',
    args: [node, details.capabilities, countryToBytes2(details.country), LOCAL_ECONOMY_SPEC_HASH],
  })
  return { account, to: contracts.nodeRegistry, data, gas: 120_000n }
}

export function retireNode({ contracts }: Deployment, account: LocalAccount, node: Address): Call {
  const data = encodeFunctionData({ abi: nodeRegistryAbi, functionName: 'retire', args: [node] })
  return { account, to: contracts.nodeRegistry, data, gas: 120_000n }
}

/** The new operator signs that it takes the node over; `nonce` is NodeRegistry.nonces(node). */
export async function transferNode(
  { chainId, contracts }: Deployment,
  account: LocalAccount,
  to: LocalAccount,
  node: Address,
  nonce: bigint,
): Promise<Call> {
  const signature = await to.signTypedData(
    transferTypedData(chainId, contracts.nodeRegistry, { node, to: to.address, nonce, deadline: DEADLINE }),
  )
  const data = encodeFunctionData({
    abi: nodeRegistryAbi,
    functionName: 'transfer',
    args: [node, to.address, DEADLINE, signature],
  })
  return { account, to: contracts.nodeRegistry, data, gas: 180_000n }
}

export type ClaimEntry = { epoch: bigint; operator: Address; cumulativeWei: bigint; proof: readonly Hex[] }

/** Anybody may send it; the operator and its pool are paid. */
export function claimRewards({ contracts }: Deployment, account: LocalAccount, entry: ClaimEntry): Call {
  const { epoch, operator, cumulativeWei, proof } = entry
  const data = encodeFunctionData({
    abi: rewardsAbi,
    functionName: 'claim',
    args: [epoch, operator, cumulativeWei, [...proof]],
  })
  return { account, to: contracts.rewards, data, gas: 500_000n }
}
