import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { nodeRegistryAbi } from '@network3/chain/abi/node-registry'
import { rewardsAbi } from '@network3/chain/abi/rewards'
import { stakingAbi } from '@network3/chain/abi/staking'
import type { Deployment } from '@network3/chain/deployment'
import { LOCAL_ECONOMY_SPEC_HASH } from '@network3/chain/local-economy'
import { countryFromBytes2 } from '@network3/core/countries'
import { type EpochClock, epochEndsAt, epochStartsAt } from '@network3/core/epochs'
import type { Address, Hex } from '@network3/core/hex'
import type { Facts } from '@network3/db/queries/audit/facts'
import { type PublicClient, zeroAddress } from 'viem'
import type { LogFacts } from './fold-logs.ts'

/** The contracts' own views at one block, as facts; each function asks about everything its table may hold. */
export function readContractsAt(client: PublicClient, { contracts }: Deployment, blockNumber: bigint) {
  const staking = { address: contracts.staking, abi: stakingAbi, blockNumber } as const
  const registry = { address: contracts.nodeRegistry, abi: nodeRegistryAbi, blockNumber } as const
  const rewards = { address: contracts.rewards, abi: rewardsAbi, blockNumber } as const
  const token = { address: contracts.n3Token, abi: n3TokenAbi, blockNumber } as const
  const sharesOf = (operator: Address, staker: Address) =>
    client.readContract({ ...staking, functionName: 'sharesOf', args: [operator, staker] })

  return {
    operators: async (operators: Iterable<Address>, nodes: Facts, positions: Facts): Promise<Facts> => {
      const local = new Set(
        [...nodes.values()].flatMap(({ operator, specHash }) =>
          specHash === LOCAL_ECONOMY_SPEC_HASH ? [operator] : [],
        ),
      )
      const delegators = countDelegators(positions)
      return asFacts(operators, async (operator) => {
        const [pool, nodeCount, paid, selfShares] = await Promise.all([
          client.readContract({ ...staking, functionName: 'poolOf', args: [operator] }),
          client.readContract({ ...registry, functionName: 'nodeCountOf', args: [operator] }),
          client.readContract({ ...rewards, functionName: 'claimedOf', args: [operator] }),
          sharesOf(operator, operator),
        ])
        return {
          ...textOf(pool),
          selfShares: String(selfShares),
          delegators: String(delegators.get(operator) ?? 0),
          nodes: String(nodeCount),
          isLocal: String(local.has(operator)),
          paid: String(paid),
        }
      })
    },

    positions: async (positions: LogFacts['positions']): Promise<Facts> => {
      const shares = await asFacts(positions.keys(), async (key) => {
        const [operator, staker] = key.split('/') as [Address, Address]
        return { shares: String(await sharesOf(operator, staker)) }
      })
      for (const [key, { staked, taken }] of positions) {
        Object.assign(shares.get(key) ?? {}, { staked: String(staked), taken: String(taken) })
      }
      return shares
    },

    requests: (requests: LogFacts['requests']): Promise<Facts> =>
      asFacts(requests.keys(), async (id) => {
        const request = await client.readContract({ ...staking, functionName: 'requestOf', args: [id] })
        const logged = requests.get(id)
        return {
          operator: request.operator.toLowerCase(),
          staker: request.staker.toLowerCase(),
          thawingShares: String(request.thawingShares),
          unlocksAt: String(request.unlocksAt),
          status: requestStatuses[request.status] ?? `status ${request.status}`,
          assets: String(logged?.assets ?? ''),
          settled: String(logged?.settled ?? ''),
        }
      }),

    nodes: (nodes: Iterable<Address>): Promise<Facts> =>
      asFacts(nodes, async (address) => {
        const node = await client.readContract({ ...registry, functionName: 'nodeOf', args: [address] })
        return {
          operator: node.operator.toLowerCase(),
          country: countryFromBytes2(node.country),
          capabilities: String(node.capabilities),
          specHash: node.specHash,
          registeredAt: String(node.registeredAt),
          retiredAt: String(node.retiredAt),
        }
      }),

    balances: async (accounts: Iterable<Address>): Promise<Facts> => {
      const all = await asFacts(accounts, async (account) => ({
        balance: String(await client.readContract({ ...token, functionName: 'balanceOf', args: [account] })),
      }))
      return new Map([...all].filter(([account, { balance }]) => balance !== '0' && account !== zeroAddress))
    },

    epochs: async (epochs: Iterable<bigint>, clock: EpochClock): Promise<Facts> => {
      const lastEpoch = await client.readContract({ ...rewards, functionName: 'lastEpoch' })
      return asFacts(epochs, async (epoch) => {
        const { root, dataHash, ...posted } = await client.readContract({
          ...rewards,
          functionName: 'rootOf',
          args: [epoch],
        })
        return {
          ...{ root, dataHash, ...textOf(posted) },
          startsAt: String(epochStartsAt(clock, epoch)),
          endsAt: String(epochEndsAt(clock, epoch)),
          isVetoed: String(epoch > lastEpoch),
        }
      })
    },

    clock: async (): Promise<EpochClock> => {
      const [genesisAt, epochLength] = await Promise.all([
        client.readContract({ ...rewards, functionName: 'genesisAt' }),
        client.readContract({ ...rewards, functionName: 'epochLength' }),
      ])
      return { genesisAt, epochLength }
    },

    totalSupply: () => client.readContract({ ...token, functionName: 'totalSupply' }),
    totalClaimed: () => client.readContract({ ...rewards, functionName: 'totalClaimed' }),
  }
}

/** IStaking.RequestStatus. */
const requestStatuses = ['none', 'thawing', 'cancelled', 'withdrawn']

/** Asks about every key at once; the transport makes batches of it. */
async function asFacts<Key extends string | bigint>(
  keys: Iterable<Key>,
  read: (key: Key) => Promise<Record<string, string>>,
): Promise<Facts> {
  return new Map(await Promise.all([...keys].map(async (key) => [String(key), await read(key)] as const)))
}

function textOf(numbers: Record<string, bigint | number | Hex>): Record<string, string> {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value)]))
}

function countDelegators(positions: Facts): Map<string, number> {
  const counts = new Map<string, number>()
  for (const [key, { shares }] of positions) {
    const [operator = '', staker] = key.split('/')
    if (shares !== '0' && operator !== staker) counts.set(operator, (counts.get(operator) ?? 0) + 1)
  }
  return counts
}
