import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { type OpenOrder, offerTypedData } from '@network3/chain/lease-typed-data'
import { AppError } from '@network3/core/app-error'
import {
  type Address,
  decodeAbiParameters,
  decodeFunctionData,
  getAbiItem,
  type Hex,
  hashTypedData,
  isAddressEqual,
} from 'viem'
import type { Network } from '../network/network.ts'
import type { Call } from '../wallet/send-calls.ts'
import type { PreparedLease, Quote } from './market-answers.ts'

const [ordersParameter] = getAbiItem({ abi: leaseMarketAbi, name: 'openMany' }).inputs

/**
 * The calls to send for a quote, once each says on its own what the quote said: these offers, slots, units and prices,
 * paid into this network's LeaseMarket, usable by this session key alone, and nothing else of the wallet's. A site that
 * was broken into can then sell nothing dearer, to nobody else. Throws QUOTE_MISMATCH.
 */
export function checkCalls(
  prepared: PreparedLease,
  { quote, network, sessionKey }: { quote: Quote; network: Network; sessionKey: Address },
): Call[] {
  const { chainId, contracts } = network
  if (prepared.chainId !== chainId) throw mismatch(`it is for chain ${prepared.chainId}`)
  const total = BigInt(quote.totalWei)
  let opened = 0
  for (const { to, data, valueWei } of prepared.calls) {
    if (valueWei !== '0') throw mismatch('it sends ETH')
    if (isAddressEqual(to, contracts.n3Token)) {
      const orders = checkTokenCall(data, contracts.leaseMarket, total)
      if (orders !== undefined) opened += checkOrders(orders, { quote, network, sessionKey })
    } else if (isAddressEqual(to, contracts.leaseMarket)) {
      opened += checkOrders(readOrders(data), { quote, network, sessionKey })
    } else throw mismatch(`it calls ${to}`)
  }
  if (opened !== 1) throw mismatch(`it opens ${opened} baskets of leases`)
  return prepared.calls.map(({ to, data }) => ({ to, data }))
}

/** The orders of a transferAndCall; undefined for an approval of at most the price. */
function checkTokenCall(data: Hex, market: Address, total: bigint): readonly OpenOrder[] | undefined {
  const { functionName, args } = decodeFunctionData({ abi: n3TokenAbi, data })
  if (functionName !== 'approve' && functionName !== 'transferAndCall')
    throw mismatch(`it calls ${functionName}`)
  const [to, amount, orders] = args
  if (!isAddressEqual(to, market)) throw mismatch(`it pays ${to}`)
  if (amount > total) throw mismatch(`it takes ${amount} wei where the quote says ${total}`)
  if (functionName === 'approve') return undefined
  if (orders === undefined) throw mismatch('it pays for no orders')
  const [decoded] = decodeAbiParameters([ordersParameter], orders)
  return decoded
}

function readOrders(data: Hex): readonly OpenOrder[] {
  const { functionName, args } = decodeFunctionData({ abi: leaseMarketAbi, data })
  if (functionName === 'openMany') return args[0]
  if (functionName === 'open') return [args[0]]
  throw mismatch(`it calls ${functionName}`)
}

function checkOrders(
  orders: readonly OpenOrder[],
  { quote, network, sessionKey }: { quote: Quote; network: Network; sessionKey: Address },
): 1 {
  const { chainId, contracts } = network
  if (orders.length !== quote.lines.length) {
    throw mismatch(`it opens ${orders.length} leases where the quote has ${quote.lines.length}`)
  }
  const wanted = new Map(quote.lines.map((line) => [line.offerId, line]))
  for (const { offer, slots, units, maxPricePerUnit, voucherSigner } of orders) {
    const offerId = hashTypedData(offerTypedData(chainId, contracts.leaseMarket, offer))
    const line = wanted.get(offerId)
    if (line === undefined) throw mismatch(`it takes offer ${offerId}`)
    wanted.delete(offerId)
    const price = BigInt(line.pricePerUnitWei)
    if (offer.pricePerUnit > price || maxPricePerUnit > price) throw mismatch('its price is higher')
    if (slots !== line.slots || units !== BigInt(line.units)) throw mismatch('its slots or units are others')
    if (!isAddressEqual(voucherSigner, sessionKey)) throw mismatch(`${voucherSigner} would sign its vouchers`)
  }
  return 1
}

function mismatch(what: string): AppError {
  return new AppError(
    'QUOTE_MISMATCH',
    `What the site wants signed is not its quote: ${what}. Nothing was sent.`,
  )
}
