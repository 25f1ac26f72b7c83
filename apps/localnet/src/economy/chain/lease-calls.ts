import { accessManagerAbi } from '@network3/chain/abi/access-manager'
import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import type { Deployment } from '@network3/chain/deployment'
import {
  encodeOrders,
  type OpenOrder,
  orderNonce,
  permitTypedData,
  receiveAuthorizationTypedData,
} from '@network3/chain/lease-typed-data'
import {
  type Address,
  type ContractFunctionArgs,
  encodeFunctionData,
  type Hex,
  type LocalAccount,
  parseSignature,
} from 'viem'
import type { Call } from './send-calls.ts'

/** Each builds one transaction of a user of the lease market. Gas limits are measured, with room. */

/** Signatures of the local economy are used in the block they are made for. */
const DEADLINE = 2n ** 48n - 1n
const gasOfOpening = (orders: readonly OpenOrder[]) => 120_000n + 260_000n * BigInt(orders.length)

export function priceOf(orders: readonly OpenOrder[]): bigint {
  return orders.reduce((sum, { units, offer }) => sum + units * offer.pricePerUnit, 0n)
}

/** One prompt: the token hands the price to the market, with the orders as data. */
export function openByTransfer(
  { contracts }: Deployment,
  account: LocalAccount,
  orders: readonly OpenOrder[],
): Call {
  const data = encodeFunctionData({
    abi: n3TokenAbi,
    functionName: 'transferAndCall',
    args: [contracts.leaseMarket, priceOf(orders), encodeOrders(orders)],
  })
  return { account, to: contracts.n3Token, data, gas: gasOfOpening(orders) }
}

export function approveMarket({ contracts }: Deployment, account: LocalAccount, wei: bigint): Call {
  const args = [contracts.leaseMarket, wei] as const
  const data = encodeFunctionData({ abi: n3TokenAbi, functionName: 'approve', args })
  return { account, to: contracts.n3Token, data, gas: 70_000n }
}

/** With an allowance given before: one order alone, or a basket, all or nothing. */
export function openByAllowance(
  { contracts }: Deployment,
  account: LocalAccount,
  orders: readonly OpenOrder[],
): Call {
  const [order] = orders
  const data =
    orders.length === 1 && order !== undefined
      ? encodeFunctionData({ abi: leaseMarketAbi, functionName: 'open', args: [order] })
      : encodeFunctionData({ abi: leaseMarketAbi, functionName: 'openMany', args: [orders] })
  return { account, to: contracts.leaseMarket, data, gas: gasOfOpening(orders) }
}

/** `nonce`: N3Token.nonces(owner). */
export async function openByPermit(
  { chainId, contracts }: Deployment,
  account: LocalAccount,
  orders: readonly OpenOrder[],
  nonce: bigint,
): Promise<Call> {
  const value = priceOf(orders)
  const signature = await account.signTypedData(
    permitTypedData(chainId, contracts.n3Token, {
      ...{ owner: account.address, spender: contracts.leaseMarket, value, nonce, deadline: DEADLINE },
    }),
  )
  const { r, s, yParity } = parseSignature(signature)
  const data = encodeFunctionData({
    abi: leaseMarketAbi,
    functionName: 'openWithPermit',
    args: [orders, value, DEADLINE, 27 + yParity, r, s],
  })
  return { account, to: contracts.leaseMarket, data, gas: gasOfOpening(orders) + 60_000n }
}

/** The renter signs and pays no gas; the sponsor sends it, and can change no term. `sequence`: the token's next. */
export async function openByAuthorisation(
  { chainId, contracts }: Deployment,
  sponsor: LocalAccount,
  renter: LocalAccount,
  orders: readonly OpenOrder[],
  sequence: bigint,
): Promise<Call> {
  const authorisation = {
    ...{ from: renter.address, to: contracts.leaseMarket, value: priceOf(orders) },
    ...{ validAfter: 0n, validBefore: DEADLINE, nonce: orderNonce(orders, sequence) },
  }
  const { value, validAfter, validBefore, nonce } = authorisation
  const signature = await renter.signTypedData(
    receiveAuthorizationTypedData(chainId, contracts.n3Token, authorisation),
  )
  const data = encodeFunctionData({
    abi: leaseMarketAbi,
    functionName: 'openWithAuthorization',
    args: [renter.address, orders, value, validAfter, validBefore, nonce, signature],
  })
  return { account: sponsor, to: contracts.leaseMarket, data, gas: gasOfOpening(orders) + 80_000n }
}

type LeaseAction = {
  [name in
    | 'redeemMany'
    | 'close'
    | 'finalize'
    | 'lodgeUsage'
    | 'contestUsage'
    | 'settleUsage'
    | 'cancelOffer'
    | 'cancelOffersBelow']: {
    functionName: name
    args: ContractFunctionArgs<typeof leaseMarketAbi, 'nonpayable', name>
  }
}[
  | 'redeemMany'
  | 'close'
  | 'finalize'
  | 'lodgeUsage'
  | 'contestUsage'
  | 'settleUsage'
  | 'cancelOffer'
  | 'cancelOffersBelow']

export function callMarket({ contracts }: Deployment, account: LocalAccount, action: LeaseAction): Call {
  const data = encodeFunctionData({ abi: leaseMarketAbi, ...action } as Parameters<
    typeof encodeFunctionData
  >[0])
  return { account, to: contracts.leaseMarket, data, gas: 400_000n }
}

/** What the court sends to the market itself, once the wait after scheduling it is over. */
export function rulingData(leaseId: bigint, cumulativeUnits: bigint): Hex {
  const args = [leaseId, cumulativeUnits] as const
  return encodeFunctionData({ abi: leaseMarketAbi, functionName: 'ruleUsage', args })
}

/** The court's role has a delay: what it will do is announced first. */
export function scheduleRuling({ contracts }: Deployment, court: LocalAccount, ruling: Hex): Call {
  const args: readonly [Address, Hex, number] = [contracts.leaseMarket, ruling, 0]
  const data = encodeFunctionData({ abi: accessManagerAbi, functionName: 'schedule', args })
  return { account: court, to: contracts.accessManager, data, gas: 150_000n }
}
