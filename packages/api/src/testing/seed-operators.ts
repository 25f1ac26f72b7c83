import { LOCAL_ECONOMY_SPEC_HASH } from '@network3/chain/local-economy'
import { bitsOfCapabilities } from '@network3/core/capabilities'
import { type NodeState, setNodes } from '@network3/db/write/nodes'
import type { Writer } from '@network3/db/write/open-writer'
import {
  addOperators,
  type CommissionState,
  markLocalEconomy,
  type PoolState,
  setCommissions,
  setNodeCounts,
  setPools,
} from '@network3/db/write/operators'
import { changePositions } from '@network3/db/write/positions'
import { delegatorAddress, N3, nodeAddress, operatorAddress, SHARES_PER_WEI, TIP_AT } from './test-actors.ts'

export const OPERATORS = 24
const countries = ['DE', 'FR', 'JP', 'BR'] as const

/** Assets in N3: many tie, so that paging is tested where it is hard. The last operator has no pool. */
export function poolN3(index: number): bigint {
  return index === OPERATORS - 1 ? 0n : 100n + BigInt(index % 4) * 50n
}

/** Nodes: 0 to 3; the operator without a pool has none. */
export function nodeCount(index: number): number {
  return index === OPERATORS - 1 ? 0 : index % 4
}

/**
 * Operators as the indexer would leave them. Of note: 5 has a stream half way through 10 N3; 20's commission has
 * risen by time alone, 21's is about to; 22 lacks self-stake; 23 has neither pool nor node; every third is local.
 */
export async function seedOperators(writer: Writer): Promise<void> {
  const indices = Array.from({ length: OPERATORS }, (_, index) => index)
  await writer.transaction(async (tx) => {
    await addOperators(tx, new Map(indices.map((index) => [operatorAddress(index), TIP_AT - 86_400])))
    await setNodes(tx, indices.flatMap(nodesOf))
    await setNodeCounts(tx, new Map(indices.map((index) => [operatorAddress(index), nodeCount(index)])))
    await markLocalEconomy(tx, indices.map(operatorAddress), LOCAL_ECONOMY_SPEC_HASH)
    await setPools(tx, indices.filter((index) => poolN3(index) > 0n).map(poolOf))
    await setCommissions(tx, indices.map(commissionOf))
    await changePositions(tx, indices.filter((index) => poolN3(index) > 0n).flatMap(positionsOf))
  })
}

function nodesOf(index: number): NodeState[] {
  const node = (place: number, retiredAt: number | null): NodeState => ({
    node: nodeAddress(index, place),
    operator: operatorAddress(index),
    capabilities: bitsOfCapabilities(place === 1 ? ['compute', 'egress'] : ['bandwidth']),
    country: countries[(index + place) % countries.length] ?? 'DE',
    specHash: index % 3 === 0 ? LOCAL_ECONOMY_SPEC_HASH : `0x${'5e'.repeat(32)}`,
    registeredBlock: BigInt(2 + place),
    registeredAt: TIP_AT - 86_400 + place,
    retiredAt,
  })
  const active = Array.from({ length: nodeCount(index) }, (_, place) => node(place, null))
  // Operator 3 also retired one, in a country it has no other node in.
  return index === 3 ? [...active, node(3, TIP_AT - 60)] : active
}

function poolOf(index: number): PoolState {
  const assetsWei = poolN3(index) * N3
  const isStreaming = index === 5
  return {
    operator: operatorAddress(index),
    assetsWei,
    shares: assetsWei * SHARES_PER_WEI,
    // Half of what thawed in 3 was slashed: shares for 20 N3, assets of 10.
    thawingAssetsWei: index === 3 ? 10n * N3 : 0n,
    thawingShares: index === 3 ? 20n * N3 * SHARES_PER_WEI : 0n,
    streamRemainingWei: isStreaming ? 10n * N3 : 0n,
    streamUpdatedAt: isStreaming ? TIP_AT - 30 : TIP_AT - 3_000,
    streamEndsAt: isStreaming ? TIP_AT + 30 : 0,
  }
}

function commissionOf(index: number): CommissionState {
  const pending = (effectiveAt: number) => ({ commissionBps: 5_000, effectiveAt })
  return {
    operator: operatorAddress(index),
    commissionBps: (index % 5) * 100,
    pending: index === 20 ? pending(TIP_AT - 1) : index === 21 ? pending(TIP_AT + 60) : null,
  }
}

/** The operator's own stake, and one or two delegators'. Delegator 0 is in every pool. */
function positionsOf(index: number) {
  const operator = operatorAddress(index)
  const total = poolN3(index)
  const own = index === 22 ? 50n : 90n
  const shares = total === 100n ? [own, total - own] : [own, 10n, total - own - 10n]
  return shares.map((n3, place) => ({
    operator,
    staker: place === 0 ? operator : delegatorAddress(place === 1 ? 0 : index),
    shares: n3 * N3 * SHARES_PER_WEI,
    stakedWei: n3 * N3,
    takenWei: 0n,
    updatedAt: TIP_AT - 3_000,
  }))
}
