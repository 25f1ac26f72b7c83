import { deviceSaleAbi } from '@network3/chain/abi/device-sale'
import { edgeDeviceAbi } from '@network3/chain/abi/edge-device'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import type { Deployment } from '@network3/chain/deployment'
import type { Facts } from '@network3/db/queries/audit/facts'
import type { PublicClient } from 'viem'
import type { DeviceLogFacts } from './fold-device-logs.ts'

export type ContractStore = {
  batches: Facts
  orders: Facts
  devices: Facts
  sale: Facts
  /** N3 of DeviceSale: what it owes, and perhaps gifts. */
  balance: bigint
}

/** The end of the year 9999, which the tables keep for any later time. */
const LAST_SECOND = 253_402_300_799n

/** The store as its contracts' own views give it at one block; of each thing that the logs mention. */
export async function readDevicesAt(
  client: PublicClient,
  { contracts }: Deployment,
  blockNumber: bigint,
  logs: DeviceLogFacts,
): Promise<ContractStore> {
  const sale = { address: contracts.deviceSale, abi: deviceSaleAbi, blockNumber } as const
  const token = { address: contracts.edgeDevice, abi: edgeDeviceAbi, blockNumber } as const

  const readOrder = async (orderId: bigint): Promise<Record<string, string>> => {
    const order = await client.readContract({ ...sale, functionName: 'orderOf', args: [orderId] })
    return { ...textOf(order), buyer: order.buyer.toLowerCase() }
  }
  const readDevice = async (
    tokenId: bigint,
    logged: { reason: string; steps: number; paidBack: string | undefined },
  ): Promise<Record<string, string>> => {
    const [device, orderId] = await Promise.all([
      client.readContract({ ...token, functionName: 'deviceOf', args: [tokenId] }),
      client.readContract({ ...sale, functionName: 'orderIdOf', args: [tokenId] }),
    ])
    const owner =
      logged.paidBack ?? (await client.readContract({ ...token, functionName: 'ownerOf', args: [tokenId] }))
    return {
      orderId: String(orderId),
      owner: owner.toLowerCase(),
      status: deviceStatuses[device.status] ?? `status ${device.status}`,
      shippedAt: String(device.shippedAt),
      activatedAt: String(device.activatedAt),
      keyCommitment: hexOrNothing(device.keyCommitment),
      deviceKey: hexOrNothing(device.deviceKey),
      node: hexOrNothing(device.node),
      reason: logged.reason,
      steps: String(logged.steps),
    }
  }

  const [orders, devices] = await Promise.all([
    factsOf([...logs.orders], readOrder),
    factsOf([...logs.devices.keys()], (tokenId) =>
      readDevice(tokenId, logs.devices.get(tokenId) ?? { reason: '', steps: 0, paidBack: undefined }),
    ),
  ])
  for (const device of devices.values()) {
    device.batchId = orders.get(device.orderId ?? '')?.batchId ?? ''
  }
  const batches = await factsOf([...logs.batches], async (batchId) => {
    const { batch } = await client.readContract({ ...sale, functionName: 'batchState', args: [batchId] })
    const closesAt = batch.closesAt > LAST_SECOND ? LAST_SECOND : batch.closesAt
    const opensAt = batch.opensAt > LAST_SECOND ? LAST_SECOND : batch.opensAt
    return { ...textOf({ ...batch, opensAt, closesAt }), ...countByStatus(devices, String(batchId)) }
  })
  const [held, proceeds, isPaused, batchCount, orderCount, deviceCount, balance] = await Promise.all([
    client.readContract({ ...sale, functionName: 'held' }),
    client.readContract({ ...sale, functionName: 'proceeds' }),
    client.readContract({ ...sale, functionName: 'paused' }),
    client.readContract({ ...sale, functionName: 'batchCount' }),
    client.readContract({ ...sale, functionName: 'orderCount' }),
    client.readContract({ ...token, functionName: 'deviceCount' }),
    client.readContract({
      ...{ address: contracts.n3Token, abi: n3TokenAbi, blockNumber },
      ...{ functionName: 'balanceOf', args: [contracts.deviceSale] },
    }),
  ])
  const whole = {
    ...textOf({ held, proceeds, withdrawn: logs.withdrawn, heldByDevice: held }),
    ...textOf({ batches: batchCount, orders: orderCount, devices: deviceCount }),
    isPaused: String(isPaused),
  }
  return { batches, orders, devices, sale: new Map([['sale', whole]]), balance }
}

/** IEdgeDevice.DeviceStatus. */
const deviceStatuses = ['none', 'ordered', 'shipped', 'activated', 'refunded']

function countByStatus(devices: Facts, batchId: string): Record<string, string> {
  const own = [...devices.values()].filter((device) => device.batchId === batchId)
  return Object.fromEntries(
    deviceStatuses
      .slice(1)
      .map((status) => [status, String(own.filter((each) => each.status === status).length)]),
  )
}

/** Asks about every key at once; the transport makes batches of it. */
async function factsOf<Key extends number | bigint>(
  keys: readonly Key[],
  read: (key: Key) => Promise<Record<string, string>>,
): Promise<Facts> {
  return new Map(await Promise.all(keys.map(async (key) => [String(key), await read(key)] as const)))
}

function hexOrNothing(hex: string): string {
  return BigInt(hex) === 0n ? '' : hex.toLowerCase()
}

function textOf(fields: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))
}
