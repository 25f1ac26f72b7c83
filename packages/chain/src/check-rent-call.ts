import { AppError } from '@network3/core/app-error'
import type { Address, Hex } from '@network3/core/hex'
import { reasonOf } from '@network3/core/reasons'
import { decodeAbiParameters, decodeFunctionData, encodeFunctionData, getAbiItem, hashTypedData } from 'viem'
import { leaseMarketAbi } from './abi/lease-market.ts'
import { n3TokenAbi } from './abi/n3-token.ts'
import { type OpenOrder, offerTypedData } from './lease-typed-data.ts'

export type AgreedLease = { offerId: string; slots: number; units: bigint; pricePerUnitWei: bigint }
export type AgreedRent = { voucherSigner: Address; totalWei: bigint; leases: readonly AgreedLease[] }

type Call = { to: string; data: Hex; valueWei: string }
type Chain = { chainId: number; contracts: { n3Token: Address; leaseMarket: Address } }

/**
 * The arguments of transferAndCall in what the site prepared, if it does what was agreed and nothing else: this
 * total to the market, for these offers (by the digest their operators signed), slots, units and prices, with this
 * session key. Throws RENT_CALL_DIFFERS, which names what is different.
 */
export function checkRentCall(
  { chainId, contracts: { n3Token, leaseMarket } }: Chain,
  call: Call,
  { voucherSigner, totalWei, leases }: AgreedRent,
): readonly [Address, bigint, Hex] {
  check(isSame(call.to, n3Token) && call.valueWei === '0', 'it is no call of the token')
  const [to, value, data] = decodeCall(call.data)
  check(isSame(to, leaseMarket), `it pays ${to}`)
  check(value === totalWei, `it pays ${value} wei`)
  const orders = decodeOrders(data)
  check(orders.length === leases.length, `it opens ${orders.length} leases`)
  const wanted = new Map(leases.map((lease) => [lease.offerId.toLowerCase(), lease]))
  for (const { offer, slots, units, maxPricePerUnit, voucherSigner: signer } of orders) {
    const id = hashTypedData(offerTypedData(chainId, leaseMarket, offer))
    const lease = wanted.get(id)
    wanted.delete(id)
    check(lease !== undefined, `it takes the offer ${id}`)
    check(slots === lease?.slots && units === lease.units, `it takes ${slots} slots and ${units} units`)
    const isPrice = offer.pricePerUnit === lease?.pricePerUnitWei && maxPricePerUnit === offer.pricePerUnit
    check(isPrice, `it pays up to ${maxPricePerUnit} wei a unit`)
    check(isSame(signer, voucherSigner), `its vouchers are signed by ${signer}`)
  }
  return [to, value, data]
}

function decodeCall(data: Hex): readonly [Address, bigint, Hex] {
  try {
    const { functionName, args } = decodeFunctionData({ abi: n3TokenAbi, data })
    const [to, value, bytes] = args ?? []
    if (functionName !== 'transferAndCall' || typeof value !== 'bigint' || bytes === undefined) {
      throw differs(`it calls ${functionName}`)
    }
    const found = [to as Address, value, bytes as Hex] as const
    const encoded = encodeFunctionData({ abi: n3TokenAbi, functionName: 'transferAndCall', args: found })
    check(encoded === data.toLowerCase(), 'it carries more than its arguments')
    return found
  } catch (cause) {
    throw cause instanceof AppError ? cause : differs('it cannot be read', cause)
  }
}

function decodeOrders(data: Hex): readonly OpenOrder[] {
  const [parameter] = getAbiItem({ abi: leaseMarketAbi, name: 'openMany' }).inputs
  try {
    const [orders] = decodeAbiParameters([parameter], data)
    return orders
  } catch (cause) {
    throw differs('its orders cannot be read', cause)
  }
}

function check(isRight: boolean, what: string): void {
  if (!isRight) throw differs(what)
}

function differs(what: string, cause?: unknown): AppError {
  const { sentence } = reasonOf('RENT_CALL_DIFFERS')
  return new AppError('RENT_CALL_DIFFERS', `${sentence} The difference: ${what}.`, { cause })
}

const isSame = (left: string, right: string) => left.toLowerCase() === right.toLowerCase()
