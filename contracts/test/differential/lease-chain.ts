import { accessManagerAbi } from '@network3/chain/abi/access-manager'
import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { offerTypes, usageTypes, voucherTypes } from '@network3/chain/lease-typed-data'
import {
  type Abi,
  type Address,
  decodeErrorResult,
  encodeFunctionData,
  type Hex,
  toFunctionSelector,
  zeroHash,
} from 'viem'
import { generatePrivateKey, mnemonicToAccount, privateKeyToAccount } from 'viem/accounts'
import { connectChain, deployArtifact } from './connect-chain.ts'
import type { LeaseParameters, LeaseStep, ModelOffer } from './lease-model.ts'

const PUBLIC_ROLE = 2n ** 64n - 1n
const LARGE = 10n ** 26n
const mnemonic = 'test test test test test test test test test test test junk'
const statuses = ['None', 'Open', 'Closing', 'Closed'] as const
const reasons = ['None', 'RenterClosed', 'OperatorClosed', 'Expired', 'Exhausted'] as const
const claimStatuses = ['None', 'Lodged', 'Contested'] as const
const types = { ...offerTypes, ...voucherTypes, ...usageTypes } as const

const accountAt = (addressIndex: number) => mnemonicToAccount(mnemonic, { addressIndex })

/** Two operators and three renters: anvil's accounts, so that the model can name them before the chain is there. */
export const operators = [1, 2].map((index) => accountAt(index).address)
export const renters = [3, 4, 5].map((index) => accountAt(index).address)

/** A market with these offers on a chain of its own; the court's role is open to all: others prove who may call. */
export async function createLeaseChain(
  rpcUrl: string,
  parameters: LeaseParameters,
  modelOffers: readonly ModelOffer[],
) {
  const client = connectChain(rpcUrl)
  const treasury = accountAt(0).address
  const [session, attestor] = [0, 1].map(() => privateKeyToAccount(generatePrivateKey()))
  if (session === undefined || attestor === undefined) throw new Error('Two keys were asked for.')

  async function send(account: Address, to: Address, data: Hex) {
    const hash = await client.sendTransaction({ account, to, data, gas: 5_000_000n })
    return client.waitForTransactionReceipt({ hash })
  }
  const deploy = (name: string, args: readonly unknown[]) => deployArtifact(client, treasury, name, args)

  const manager = await deploy('AccessManager', [treasury])
  const token = await deploy('N3Token', [manager, [treasury], [600_000_000n * 10n ** 18n]])
  const stakingParameters = {
    ...{ thawPeriod: 2n, evidenceWindow: 1n, courtDelay: 1n, streamPeriod: 1n, commissionDelay: 1n },
    ...{ maxCommissionBps: 5_000, maxSlashBps: 5_000, minimumStake: 1n, minimumSelfStake: 0n },
  }
  const staking = await deploy('Staking', [manager, token, stakingParameters])
  const rewards = await deploy('Rewards', [
    manager,
    token,
    staking,
    {
      ...{ epochLength: 60n, challengeDelay: 1n, halvingEpochs: 1461n },
      ...{ attestors: [attestor.address], quorum: 1n },
    },
  ])
  const market = await deploy('LeaseMarket', [
    manager,
    token,
    staking,
    rewards,
    { ...parameters, feeBps: Number(parameters.feeBps) },
  ])
  const selectors = leaseMarketAbi
    .filter((entry) => entry.type === 'function' && entry.name === 'ruleUsage')
    .map((entry) => toFunctionSelector(entry as Extract<typeof entry, { type: 'function' }>))
  const roleArguments = [market, selectors, PUBLIC_ROLE] as const
  await send(
    treasury,
    manager,
    encodeFunctionData({
      abi: accessManagerAbi,
      functionName: 'setTargetFunctionRole',
      args: roleArguments,
    }),
  )
  const abi = n3TokenAbi
  for (const renter of renters) {
    await send(treasury, token, encodeFunctionData({ abi, functionName: 'transfer', args: [renter, LARGE] }))
    await send(renter, token, encodeFunctionData({ abi, functionName: 'approve', args: [market, LARGE] }))
  }

  const domain = {
    name: 'Network3 LeaseMarket',
    version: '1',
    chainId: await client.getChainId(),
    verifyingContract: market,
  }
  const offers = await Promise.all(
    modelOffers.map(async (offer, index) => {
      const message = {
        ...{ operator: offer.operator as Address, kind: index % 4, specHash: zeroHash, nonce: BigInt(index) },
        ...{ pricePerUnit: offer.pricePerUnit, slots: Number(offer.slots), minUnits: offer.minUnits },
        ...{ maxUnits: offer.maxUnits, maxDuration: Number(offer.maxDuration), validUntil: 2n ** 64n - 1n },
      }
      const signer = [1, 2].map(accountAt).find(({ address }) => address === offer.operator)
      if (signer === undefined) throw new Error(`${offer.operator} signs no offers.`)
      const signature = await signer.signTypedData({ domain, types, primaryType: 'Offer', message })
      const args = [message] as const
      const id = await client.readContract({
        address: market,
        abi: leaseMarketAbi,
        functionName: 'hashOffer',
        args,
      })
      return { message, signature, id }
    }),
  )

  async function callOf(step: LeaseStep): Promise<{ from: Address; data: Hex }> {
    const encode = (functionName: string, args: readonly unknown[]) =>
      encodeFunctionData({ abi: leaseMarketAbi as Abi, functionName, args })
    if (step.kind === 'open') {
      const offer = offers[step.offer]
      if (offer === undefined) throw new Error(`There is no offer ${step.offer}.`)
      const order = {
        ...{ offer: offer.message, signature: offer.signature, slots: Number(step.slots), units: step.units },
        ...{ maxPricePerUnit: offer.message.pricePerUnit, voucherSigner: session?.address },
      }
      return { from: step.renter as Address, data: encode('open', [order]) }
    }
    const leaseId = BigInt(step.leaseId)
    if (step.kind === 'close' || step.kind === 'contestUsage') {
      return { from: step.caller as Address, data: encode(step.kind, [leaseId]) }
    }
    if (!('units' in step)) return { from: treasury, data: encode(step.kind, [leaseId]) }
    if (step.kind === 'ruleUsage') {
      return { from: treasury, data: encode(step.kind, [leaseId, step.units]) }
    }
    const primaryType = step.kind === 'redeem' ? 'Voucher' : 'Usage'
    const signer = step.kind === 'redeem' ? session : attestor
    const message = { leaseId, cumulativeUnits: step.units }
    const signature = await signer?.signTypedData({ domain, types, primaryType, message })
    const proof = step.kind === 'redeem' ? [signature] : [[attestor?.address], [signature]]
    return { from: treasury, data: encode(step.kind, [leaseId, step.units, ...proof]) }
  }

  /** The custom error a transaction ended with. */
  async function errorOf(hash: Hex): Promise<string> {
    const tracer = { tracer: 'callTracer' }
    const trace = await client.request<{ Parameters: [Hex, typeof tracer]; ReturnType: { output?: Hex } }>({
      method: 'debug_traceTransaction' as never,
      params: [hash, tracer] as never,
    })
    return decodeErrorResult({ abi: leaseMarketAbi as Abi, data: trace.output ?? '0x' }).errorName
  }

  const read = { address: market, abi: leaseMarketAbi } as const
  const balanceOf = (account: string) =>
    client.readContract({ address: token, abi, functionName: 'balanceOf', args: [account as Address] })
  const supply = await client.readContract({ address: token, abi, functionName: 'totalSupply' })
  const started = new Map<string, bigint>()
  for (const account of [...operators, ...renters]) started.set(account, await balanceOf(account))

  return {
    /** Does the step in a block `pause` seconds after the last. */
    async apply(step: LeaseStep, pause: bigint): Promise<{ refusal: string | undefined; now: bigint }> {
      const { timestamp } = await client.getBlock()
      const now = timestamp + pause
      await client.setNextBlockTimestamp({ timestamp: now })
      const { from, data } = await callOf(step)
      const receipt = await send(from, market, data)
      const isDone = receipt.status === 'success'
      return { now, refusal: isDone ? undefined : await errorOf(receipt.transactionHash) }
    },
    async leaseAt(leaseId: number) {
      const args = [BigInt(leaseId)] as const
      const state = await client.readContract({ ...read, functionName: 'leaseState', args })
      const { lease, claim, escrow, refundable, heldBack } = state
      return {
        lease: {
          renter: lease.renter,
          slots: BigInt(lease.slots),
          units: lease.units,
          minUnits: lease.minUnits,
          redeemedUnits: lease.redeemedUnits,
          openedAt: BigInt(lease.openedAt),
          expiresAt: BigInt(lease.expiresAt),
          thawEndsAt: BigInt(lease.thawEndsAt),
          status: statuses[lease.status],
          closeReason: reasons[lease.closeReason],
          claim: {
            cumulativeUnits: claim.cumulativeUnits,
            heldUnits: claim.heldUnits,
            contestEndsAt: BigInt(claim.contestEndsAt),
            rulingEndsAt: BigInt(claim.rulingEndsAt),
            status: claimStatuses[claim.status],
          },
        },
        money: { escrow, refundable, heldBack },
      }
    },
    async consumptionOf(index: number) {
      const args = [offers[index]?.id ?? zeroHash] as const
      const [slotsTaken, consumedUnits] = await client.readContract({
        ...read,
        functionName: 'consumptionOf',
        args,
      })
      return { slotsTaken: BigInt(slotsTaken), consumedUnits }
    },
    leaseCount: async () => Number(await client.readContract({ ...read, functionName: 'leaseCount' })),
    escrowTotal: () => client.readContract({ ...read, functionName: 'escrowTotal' }),
    held: () => balanceOf(market),
    receivedBy: async (account: string) => (await balanceOf(account)) - (started.get(account) ?? 0n),
    burned: async () =>
      supply - (await client.readContract({ address: token, abi, functionName: 'totalSupply' })),
  }
}

export type LeaseChain = Awaited<ReturnType<typeof createLeaseChain>>
