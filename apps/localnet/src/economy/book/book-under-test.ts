import { nodeRegistryAbi } from '@network3/chain/abi/node-registry'
import { stakingAbi } from '@network3/chain/abi/staking'
import { expect } from 'vitest'
import type { EconomyChain } from '../chain/economy-chain.ts'
import type { ChainBook } from './chain-book.ts'
import { followBook } from './follow-book.ts'

/** The book of the head, after everything in it was compared with the contracts' own views. */
export async function bookEqualToChain(chain: EconomyChain, books = followBook(chain)): Promise<ChainBook> {
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
  return book
}
