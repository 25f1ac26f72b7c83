import {
  type Address,
  encodeAbiParameters,
  getAbiItem,
  type Hex,
  keccak256,
  numberToHex,
  type TypedDataDomain,
} from 'viem'
import { leaseMarketAbi } from './abi/lease-market.ts'

/**
 * What operators, session keys, attestors and renters sign around a lease (EIP-712). Enforced by
 * contracts/src/LeaseMarket*.sol and libraries/OfferLib.sol; the field order is part of the type hash.
 */
export const offerTypes = {
  Offer: [
    { name: 'operator', type: 'address' },
    { name: 'kind', type: 'uint8' },
    { name: 'specHash', type: 'bytes32' },
    { name: 'pricePerUnit', type: 'uint96' },
    { name: 'slots', type: 'uint32' },
    { name: 'minUnits', type: 'uint64' },
    { name: 'maxUnits', type: 'uint64' },
    { name: 'maxDuration', type: 'uint32' },
    { name: 'validUntil', type: 'uint64' },
    { name: 'nonce', type: 'uint256' },
  ],
} as const

const cumulative = [
  { name: 'leaseId', type: 'uint256' },
  { name: 'cumulativeUnits', type: 'uint64' },
] as const
export const voucherTypes = { Voucher: cumulative } as const
export const usageTypes = { Usage: cumulative } as const

/** ERC-3009, of N3Token. */
export const receiveAuthorizationTypes = {
  ReceiveWithAuthorization: [
    { name: 'from', type: 'address' },
    { name: 'to', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'validAfter', type: 'uint256' },
    { name: 'validBefore', type: 'uint256' },
    { name: 'nonce', type: 'bytes32' },
  ],
} as const

/** EIP-2612, of N3Token. */
export const permitTypes = {
  Permit: [
    { name: 'owner', type: 'address' },
    { name: 'spender', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

/** kind: index of offerKinds in packages/core. pricePerUnit in wei, maxDuration in seconds, validUntil unix seconds. */
export type Offer = {
  operator: Address
  kind: number
  specHash: Hex
  pricePerUnit: bigint
  slots: number
  minUnits: bigint
  maxUnits: bigint
  maxDuration: number
  validUntil: bigint
  nonce: bigint
}

/** An offer with its operator's signature, and what the renter wants of it. */
export type OpenOrder = {
  offer: Offer
  signature: Hex
  slots: number
  units: bigint
  maxPricePerUnit: bigint
  voucherSigner: Address
}

export type CumulativeUsage = { leaseId: bigint; cumulativeUnits: bigint }
export type Permit = { owner: Address; spender: Address; value: bigint; nonce: bigint; deadline: bigint }
export type ReceiveAuthorization = {
  from: Address
  to: Address
  value: bigint
  validAfter: bigint
  validBefore: bigint
  nonce: Hex
}

export function leaseMarketDomain(chainId: number, leaseMarket: Address) {
  return {
    name: 'Network3 LeaseMarket',
    version: '1',
    chainId,
    verifyingContract: leaseMarket,
  } as const satisfies TypedDataDomain
}

export function n3TokenDomain(chainId: number, n3Token: Address) {
  return {
    name: 'Network3',
    version: '1',
    chainId,
    verifyingContract: n3Token,
  } as const satisfies TypedDataDomain
}

/** What an operator signs to offer capacity; the digest (viem's hashTypedData) is the offer's id. */
export function offerTypedData(chainId: number, leaseMarket: Address, message: Offer) {
  const domain = leaseMarketDomain(chainId, leaseMarket)
  return { domain, types: offerTypes, primaryType: 'Offer', message } as const
}

/** What a session key signs for usage accepted so far. */
export function voucherTypedData(chainId: number, leaseMarket: Address, message: CumulativeUsage) {
  const domain = leaseMarketDomain(chainId, leaseMarket)
  return { domain, types: voucherTypes, primaryType: 'Voucher', message } as const
}

/** What attestors sign about usage that a silent renter gave no voucher for. */
export function usageTypedData(chainId: number, leaseMarket: Address, message: CumulativeUsage) {
  const domain = leaseMarketDomain(chainId, leaseMarket)
  return { domain, types: usageTypes, primaryType: 'Usage', message } as const
}

export function permitTypedData(chainId: number, n3Token: Address, message: Permit) {
  const domain = n3TokenDomain(chainId, n3Token)
  return { domain, types: permitTypes, primaryType: 'Permit', message } as const
}

/** What a renter without gas signs; anyone may then send LeaseMarket.openWithAuthorization. */
export function receiveAuthorizationTypedData(
  chainId: number,
  n3Token: Address,
  message: ReceiveAuthorization,
) {
  const domain = n3TokenDomain(chainId, n3Token)
  return {
    domain,
    types: receiveAuthorizationTypes,
    primaryType: 'ReceiveWithAuthorization',
    message,
  } as const
}

/** abi.encode(OpenOrder[]): the data of transferAndCall, and what an authorisation's nonce commits to. */
export function encodeOrders(orders: readonly OpenOrder[]): Hex {
  const [parameter] = getAbiItem({ abi: leaseMarketAbi, name: 'openMany' }).inputs
  return encodeAbiParameters([parameter], [orders])
}

/** The authorisation's nonce for these orders: its key (192 bits) names them, its sequence is the token's next. */
export function orderNonce(orders: readonly OpenOrder[], sequence: bigint): Hex {
  const key = BigInt(keccak256(encodeOrders(orders))) >> 64n
  return numberToHex((key << 64n) | sequence, { size: 32 })
}
