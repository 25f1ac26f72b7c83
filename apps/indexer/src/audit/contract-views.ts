import { deviceSaleAbi } from '@network3/chain/abi/device-sale'
import { edgeDeviceAbi } from '@network3/chain/abi/edge-device'
import { keyDirectoryAbi } from '@network3/chain/abi/key-directory'
import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { nodeRegistryAbi } from '@network3/chain/abi/node-registry'
import { rewardsAbi } from '@network3/chain/abi/rewards'
import { stakingAbi } from '@network3/chain/abi/staking'
import type { Deployment } from '@network3/chain/deployment'
import { lowerAddress } from '@network3/core/address'
import type { Address, Hex } from '@network3/core/hex'
import type { Facts } from '@network3/db/queries/audit/facts'
import { type Abi, decodeFunctionResult, encodeFunctionData } from 'viem'
import type { ChainSource } from '../rpc/chain-source.ts'

type View = { address: Address; abi: Abi; functionName: string; args?: readonly unknown[] }

const VIEWS_PER_REQUEST = 100

/** The contracts' own views at one block, named by its hash: a reorg in between cannot mix two. */
export function readViewsAt(chain: ChainSource, { contracts }: Deployment, blockHash: Hex) {
  const read = async (views: readonly View[]): Promise<unknown[]> => {
    const values: unknown[] = []
    for (let at = 0; at < views.length; at += VIEWS_PER_REQUEST) {
      const part = views.slice(at, at + VIEWS_PER_REQUEST)
      const answers = await chain.calls(
        part.map((view) => ({ to: lowerAddress(view.address), data: encodeFunctionData(view) })),
        blockHash,
      )
      values.push(
        ...part.map((view, index) => decodeFunctionResult({ ...view, data: answers[index] ?? '0x' })),
      )
    }
    return values
  }
  const contractOf: Record<string, { address: Address; abi: Abi }> = {
    N3Token: { address: contracts.n3Token, abi: n3TokenAbi },
    Rewards: { address: contracts.rewards, abi: rewardsAbi },
    Staking: { address: contracts.staking, abi: stakingAbi },
    LeaseMarket: { address: contracts.leaseMarket, abi: leaseMarketAbi },
    DeviceSale: { address: contracts.deviceSale, abi: deviceSaleAbi },
    EdgeDevice: { address: contracts.edgeDevice, abi: edgeDeviceAbi },
    KeyDirectory: { address: contracts.keyDirectory, abi: keyDirectoryAbi },
  }

  return {
    /** The views of these names, each `Contract.view`. */
    sums: async (names: Iterable<string>): Promise<Facts> => {
      const asked = [...names]
      const values = await read(
        asked.map((name) => {
          const [contract = '', functionName = ''] = name.split('.')
          const found = contractOf[contract]
          if (found === undefined) throw new Error(`There is no contract ${contract}.`)
          return { ...found, functionName }
        }),
      )
      return new Map(asked.map((name, index) => [name, { value: String(values[index]) }]))
    },

    /** Of each operator its pool, its nodes, its own shares and what it was paid. */
    operators: async (operators: readonly Address[]): Promise<Facts> => {
      const staking = { address: contracts.staking, abi: stakingAbi as Abi }
      const values = await read(
        operators.flatMap((operator) => [
          { ...staking, functionName: 'poolOf', args: [operator] },
          { ...staking, functionName: 'sharesOf', args: [operator, operator] },
          {
            address: contracts.nodeRegistry,
            abi: nodeRegistryAbi,
            functionName: 'nodeCountOf',
            args: [operator],
          },
          { address: contracts.rewards, abi: rewardsAbi, functionName: 'claimedOf', args: [operator] },
        ]),
      )
      return new Map(
        operators.map((operator, index) => {
          const [pool, selfShares, nodes, paid] = values.slice(index * 4)
          const fields = { ...(pool as Record<string, unknown>), selfShares, nodes, paid }
          const text = Object.entries(fields).map(([name, value]) => [name, String(value)])
          return [operator, Object.fromEntries(text)]
        }),
      )
    },
  }
}
