import { deviceSaleAbi } from '@network3/chain/abi/device-sale'
import { edgeDeviceAbi } from '@network3/chain/abi/edge-device'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import type { Deployment } from '@network3/chain/deployment'
import type { ActivationCode } from '@network3/core/activation-code'
import { type Address, encodeAbiParameters, encodeFunctionData, type Hex, type LocalAccount } from 'viem'
import type { Call } from './send-calls.ts'

/** Each builds one transaction of somebody at the store. Gas limits are measured, with room. */

export type Purchase = { batchId: number; quantity: number; unitPriceWei: bigint }

/** One prompt: the token hands the price to DeviceSale, with the order as data. */
export function buyDevices({ contracts }: Deployment, account: LocalAccount, purchase: Purchase): Call {
  const { batchId, quantity, unitPriceWei } = purchase
  const order = encodeAbiParameters(
    [{ type: 'uint32' }, { type: 'uint32' }, { type: 'uint256' }],
    [batchId, quantity, unitPriceWei],
  )
  const data = encodeFunctionData({
    abi: n3TokenAbi,
    functionName: 'transferAndCall',
    args: [contracts.deviceSale, unitPriceWei * BigInt(quantity), order],
  })
  return { account, to: contracts.n3Token, data, gas: 350_000n + 100_000n * BigInt(quantity) }
}

export type BatchTerms = {
  unitPriceWei: bigint
  supply: number
  capPerWallet: number
  /** Seconds. */
  opensAt: bigint
  closesAt: bigint
}

type SaleAction =
  | { functionName: 'refund' | 'cancel'; args: readonly [tokenId: bigint] }
  | { functionName: 'correctShipment'; args: readonly [tokenId: bigint, keyCommitment: Hex] }
  | { functionName: 'withdrawProceeds' }

export function callSale({ contracts }: Deployment, account: LocalAccount, action: SaleAction): Call {
  const data = encodeFunctionData({ abi: deviceSaleAbi, ...action })
  return { account, to: contracts.deviceSale, data, gas: 250_000n }
}

export function createBatch({ contracts }: Deployment, account: LocalAccount, terms: BatchTerms): Call {
  const data = encodeFunctionData({
    abi: deviceSaleAbi,
    functionName: 'createBatch',
    args: [terms.unitPriceWei, terms.supply, terms.capPerWallet, terms.opensAt, terms.closesAt],
  })
  return { account, to: contracts.deviceSale, data, gas: 250_000n }
}

export type Shipment = { tokenId: bigint; keyCommitment: Hex }

export function shipDevices(
  { contracts }: Deployment,
  account: LocalAccount,
  shipments: readonly Shipment[],
): Call {
  const data = encodeFunctionData({
    abi: deviceSaleAbi,
    functionName: 'shipMany',
    args: [shipments.map(({ tokenId }) => tokenId), shipments.map(({ keyCommitment }) => keyCommitment)],
  })
  return { account, to: contracts.deviceSale, data, gas: 100_000n + 120_000n * BigInt(shipments.length) }
}

/** The owner sends what the device shows. */
export function activateDevice({ contracts }: Deployment, account: LocalAccount, code: ActivationCode): Call {
  const { tokenId, node, salt, details, deviceSignature, nodeSignature } = code
  const data = encodeFunctionData({
    abi: edgeDeviceAbi,
    functionName: 'activate',
    args: [tokenId, node, salt, details, deviceSignature, nodeSignature],
  })
  return { account, to: contracts.edgeDevice, data, gas: 550_000n }
}

/** ERC-721: the device's node, if it has one, goes with its token. */
export function transferDevice(
  { contracts }: Deployment,
  account: LocalAccount,
  to: Address,
  tokenId: bigint,
): Call {
  const data = encodeFunctionData({
    abi: edgeDeviceAbi,
    functionName: 'transferFrom',
    args: [account.address, to, tokenId],
  })
  return { account, to: contracts.edgeDevice, data, gas: 250_000n }
}
