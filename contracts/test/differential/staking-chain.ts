import { accessManagerAbi } from '@network3/chain/abi/access-manager'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { stakingAbi } from '@network3/chain/abi/staking'
import {
  type Abi,
  type Address,
  decodeErrorResult,
  encodeFunctionData,
  getAbiItem,
  getAddress,
  type Hex,
  toFunctionSelector,
  zeroAddress,
} from 'viem'
import { connectChain, deployArtifact } from './connect-chain.ts'
import type { Pool, StakingParameters, Step } from './staking-model.ts'

const PUBLIC_ROLE = 2n ** 64n - 1n
const LARGE = 10n ** 26n

/** Staking and its token on a chain of their own, every role open: who may call what is proven elsewhere. */
export async function createStakingChain(rpcUrl: string, parameters: StakingParameters) {
  const client = connectChain(rpcUrl)
  const accounts = (await client.getAddresses()).map((address) => getAddress(address))
  const [treasury, firstOperator, ...stakers] = accounts.slice(0, 6)
  if (treasury === undefined || firstOperator === undefined) {
    throw new Error('anvil gave too few accounts.')
  }
  // The second operator also stakes, so that operator and staker may be one.
  const operators = [firstOperator, ...stakers.slice(0, 1)]

  async function send(account: Address, to: Address | undefined, data: Hex) {
    const hash = await client.sendTransaction({
      account,
      ...(to === undefined ? {} : { to }),
      data,
      gas: 25_000_000n,
    })
    return client.waitForTransactionReceipt({ hash })
  }
  const deploy = (name: string, args: readonly unknown[]) => deployArtifact(client, treasury, name, args)

  const manager = await deploy('AccessManager', [treasury])
  const token = await deploy('N3Token', [manager, [treasury], [600_000_000n * 10n ** 18n]])
  const staking = await deploy('Staking', [
    manager,
    token,
    {
      ...parameters,
      evidenceWindow: 1n,
      courtDelay: 1n,
      commissionDelay: 1n,
      maxCommissionBps: 5_000,
      maxSlashBps: Number(parameters.maxSlashBps),
      minimumSelfStake: 0n,
    },
  ])
  const slash = toFunctionSelector(getAbiItem({ abi: stakingAbi, name: 'slash' }))
  const args = [staking, [slash], PUBLIC_ROLE] as const
  await send(
    treasury,
    manager,
    encodeFunctionData({ abi: accessManagerAbi, functionName: 'setTargetFunctionRole', args }),
  )
  const abi = n3TokenAbi
  const rewards = await deploy('Rewards', [
    manager,
    token,
    staking,
    { epochLength: 1n, challengeDelay: 1n, halvingEpochs: 1n, attestors: [treasury], quorum: 1n },
  ])
  await client.impersonateAccount({ address: rewards })
  await client.setBalance({ address: rewards, value: LARGE })
  await send(treasury, token, encodeFunctionData({ abi, functionName: 'setRewards', args: [rewards] }))
  // What Rewards mints in a claim, for all steps at once: it then says where it went.
  const minted = [zeroAddress, 0n, staking, LARGE] as const
  await send(rewards, token, encodeFunctionData({ abi, functionName: 'mintRewards', args: minted }))
  for (const account of stakers) {
    await send(treasury, token, encodeFunctionData({ abi, functionName: 'transfer', args: [account, LARGE] }))
    await send(
      account,
      token,
      encodeFunctionData({ abi, functionName: 'approve', args: [staking, LARGE * 100n] }),
    )
  }

  const balanceOf = (account: Address) =>
    client.readContract({ address: token, abi, functionName: 'balanceOf', args: [account] })
  const supply = await client.readContract({ address: token, abi, functionName: 'totalSupply' })
  const started = new Map<string, bigint>()
  for (const account of accounts) started.set(account, await balanceOf(account))
  let incidents = 0n

  function callOf(step: Step): { from: Address; data: Hex } {
    const encode = (functionName: string, values: readonly unknown[]) =>
      encodeFunctionData({ abi: stakingAbi as Abi, functionName, args: values })
    if ('requestId' in step) {
      return { from: step.caller as Address, data: encode(step.kind, [BigInt(step.requestId)]) }
    }
    if (step.kind === 'stake') {
      return { from: step.staker as Address, data: encode('stake', [step.operator, step.assets]) }
    }
    if (step.kind === 'stakeFor') {
      return { from: rewards, data: encode('stakeFor', [step.operator, step.staker, step.assets]) }
    }
    if (step.kind === 'requestUnstake') {
      return { from: step.staker as Address, data: encode('requestUnstake', [step.operator, step.shares]) }
    }
    if (step.kind === 'addRewards') {
      return { from: rewards, data: encode('addRewards', [step.operator, step.assets]) }
    }
    if (step.kind === 'slash') {
      incidents += 1n
      const incident: Hex = `0x${incidents.toString(16).padStart(64, '0')}`
      return { from: treasury as Address, data: encode('slash', [step.operator, step.assets, incident]) }
    }
    throw new Error(`No call for ${step.kind}.`)
  }

  /** The custom error a transaction ended with. */
  async function errorOf(hash: Hex): Promise<string> {
    const tracer = { tracer: 'callTracer' }
    const trace = await client.request<{ Parameters: [Hex, typeof tracer]; ReturnType: { output?: Hex } }>({
      method: 'debug_traceTransaction' as never,
      params: [hash, tracer] as never,
    })
    return decodeErrorResult({ abi: stakingAbi as Abi, data: trace.output ?? '0x' }).errorName
  }

  return {
    operators,
    stakers,
    /** Does the step in a block `pause` seconds after the last. */
    async apply(step: Step, pause: bigint): Promise<{ refusal: string | undefined; now: bigint }> {
      const { timestamp } = await client.getBlock()
      const now = timestamp + pause
      await client.setNextBlockTimestamp({ timestamp: now })
      const { from, data } = callOf(step)
      const receipt = await send(from, staking, data)
      return {
        now,
        refusal: receipt.status === 'success' ? undefined : await errorOf(receipt.transactionHash),
      }
    },
    async poolOf(operator: string): Promise<Pool> {
      const args = [operator as Address] as const
      const pool = await client.readContract({
        address: staking,
        abi: stakingAbi,
        functionName: 'poolOf',
        args,
      })
      const { activeAssets, activeShares, thawingAssets, thawingShares, streamRemaining } = pool
      const { streamUpdatedAt, streamEndsAt } = pool
      return {
        activeAssets,
        activeShares,
        thawingAssets,
        thawingShares,
        streamRemaining,
        streamUpdatedAt,
        streamEndsAt,
      }
    },
    sharesOf: (operator: string, staker: string) => {
      const args = [operator as Address, staker as Address] as const
      return client.readContract({ address: staking, abi: stakingAbi, functionName: 'sharesOf', args })
    },
    receivedBy: async (account: string) =>
      (await balanceOf(account as Address)) - (started.get(account) ?? 0n),
    burned: async () =>
      supply - (await client.readContract({ address: token, abi, functionName: 'totalSupply' })),
  }
}

export type StakingChain = Awaited<ReturnType<typeof createStakingChain>>
