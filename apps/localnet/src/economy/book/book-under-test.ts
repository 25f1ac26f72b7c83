import { deviceSaleAbi } from '@network3/chain/abi/device-sale'
import { edgeDeviceAbi } from '@network3/chain/abi/edge-device'
import { nodeRegistryAbi } from '@network3/chain/abi/node-registry'
import { stakingAbi } from '@network3/chain/abi/staking'
import { expect } from 'vitest'
import type { EconomyChain } from '../chain/economy-chain.ts'
import type { ChainBook } from './chain-book.ts'
import { followEconomy } from './chain-book.ts'
import type { DeviceBook } from './device-book.ts'
import { expectLeasesOnChain } from './lease-book-under-test.ts'

/** The book of the head, after everything in it was compared with the contracts' own views. */
export async function bookEqualToChain(
  chain: EconomyChain,
  books = followEconomy(chain),
): Promise<ChainBook> {
  const { client, deployment } = chain
  const { nodeRegistry, staking } = deployment.contracts
  const book = await books.bookAt(await client.getBlockNumber())
  for (const node of book.nodes.values()) {
    const onChain = await client.readContract({
      address: nodeRegistry,
      abi: nodeRegistryAbi,
      functionName: 'nodeOf',
      args: [node.node],
    })
    expect(onChain.operator.toLowerCase()).toBe(node.operator)
    expect([onChain.registeredAt, onChain.retiredAt, onChain.capabilities]).toEqual([
      node.registeredAt,
      node.retiredAt ?? 0n,
      node.capabilities,
    ])
  }
  for (const [operator, pool] of book.pools) {
    const onChain = await client.readContract({
      address: staking,
      abi: stakingAbi,
      functionName: 'poolOf',
      args: [operator],
    })
    expect(onChain).toMatchObject(pool)
    for (const [staker, shares] of book.shares.get(operator) ?? []) {
      const args = [operator, staker] as const
      expect(
        await client.readContract({ address: staking, abi: stakingAbi, functionName: 'sharesOf', args }),
      ).toBe(shares)
    }
  }
  for (const request of book.requests.values()) {
    const onChain = await client.readContract({
      address: staking,
      abi: stakingAbi,
      functionName: 'requestOf',
      args: [request.id],
    })
    expect(onChain).toMatchObject({ status: 1, unlocksAt: request.unlocksAt })
  }
  await expectStoreEqual(chain, book.store)
  await expectLeasesOnChain(chain, book.leases)
  return book
}

/** IEdgeDevice.DeviceStatus. */
const statuses = ['none', 'ordered', 'shipped', 'activated', 'refunded']

async function expectStoreEqual({ client, deployment }: EconomyChain, store: DeviceBook): Promise<void> {
  const sale = { address: deployment.contracts.deviceSale, abi: deviceSaleAbi } as const
  const token = { address: deployment.contracts.edgeDevice, abi: edgeDeviceAbi } as const
  expect(await client.readContract({ ...sale, functionName: 'held' })).toBe(store.heldWei)
  expect(await client.readContract({ ...sale, functionName: 'proceeds' })).toBe(store.proceedsWei)
  expect(await client.readContract({ ...token, functionName: 'deviceCount' })).toBe(
    BigInt(store.devices.size),
  )
  for (const { batchId, unitPriceWei, ...terms } of store.batches.values()) {
    const { batch } = await client.readContract({ ...sale, functionName: 'batchState', args: [batchId] })
    expect(batch).toEqual({ ...terms, unitPrice: unitPriceWei })
  }
  for (const { tokenId, ...device } of store.devices.values()) {
    const onChain = await client.readContract({ ...token, functionName: 'deviceOf', args: [tokenId] })
    expect([statuses[onChain.status], BigInt(onChain.node)]).toEqual([
      device.status,
      BigInt(device.node ?? 0n),
    ])
    expect(BigInt(onChain.keyCommitment)).toBe(BigInt(device.keyCommitment ?? 0n))
    const args = [tokenId] as const
    expect(await client.readContract({ ...token, functionName: 'nonces', args })).toBe(device.activations)
    if (device.status === 'refunded') continue
    const owner = await client.readContract({ ...token, functionName: 'ownerOf', args })
    expect(owner.toLowerCase()).toBe(device.owner)
  }
}
