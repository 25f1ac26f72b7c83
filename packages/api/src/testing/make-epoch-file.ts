import type { Deployment } from '@network3/chain/deployment'
import type { EpochFile, EpochFileNode } from '@network3/core/epoch-file'
import type { Address } from '@network3/core/hex'
import { epochRoot } from '@network3/core/verify-epoch-file'

export type TestReward = { operator: Address; node: Address; amountWei: bigint; cumulativeWei: bigint }

const ONE = '1000000000000'

/** A well-formed epoch file with the given amounts: its root is the one the contract would hold. */
export function makeEpochFile(
  deployment: Deployment,
  epoch: { number: number; startsAt: number; endsAt: number },
  rewards: readonly TestReward[],
): EpochFile {
  const sorted = rewards.toSorted((a, b) => (a.operator < b.operator ? -1 : 1))
  const paidWei = String(rewards.reduce((sum, { amountWei }) => sum + amountWei, 0n))
  const file: EpochFile = {
    version: 1,
    chainId: deployment.chainId,
    rewards: lower(deployment.contracts.rewards),
    token: lower(deployment.contracts.n3Token),
    epoch: epoch.number,
    startsAt: epoch.startsAt,
    endsAt: epoch.endsAt,
    snapshotBlock: 10 * epoch.number,
    snapshotHash: `0x${'77'.repeat(32)}`,
    emissionWei: paidWei,
    parameters: {
      densityTarget: '5',
      subnetCap: '4',
      stakeCapWei: '1000',
      minimumSelfStakeWei: '100',
      requiredSlots: 20,
      nodeCapBps: '50',
      belowMinimumBps: '100',
      carryReleaseBps: '10000',
      poolBps: { uptime: '1500', bandwidth: '3500', compute: '3500', data: '1500' },
      poolTargets: { uptime: '1', bandwidth: '1', compute: '1', data: '1' },
    },
    unmeasured: ['bandwidth', 'compute', 'data'],
    pools: (['uptime', 'bandwidth', 'compute', 'data'] as const).map((name) => ({
      name,
      emissionWei: name === 'uptime' ? paidWei : '0',
      carriedInWei: '0',
      work: name === 'uptime' ? '24' : '0',
      target: '24',
      paidWei: name === 'uptime' ? paidWei : '0',
      carriedOutWei: '0',
    })),
    nodes: sorted.filter(({ amountWei }) => amountWei > 0n).map(nodeOf),
    operators: sorted.map(({ operator, amountWei, cumulativeWei }) => ({
      operator,
      amountWei: String(amountWei),
      cumulativeWei: String(cumulativeWei),
    })),
    root: `0x${'00'.repeat(32)}`,
    cumulativeTotalWei: String(rewards.reduce((sum, { cumulativeWei }) => sum + cumulativeWei, 0n)),
  }
  return { ...file, root: epochRoot(file) }
}

function nodeOf({ operator, node, amountWei }: TestReward): EpochFileNode {
  return {
    node,
    operator,
    country: 'DE',
    inputs: {
      registeredAt: 1,
      retiredAt: null,
      slots: 24,
      stakePerNodeWei: '100',
      hasMinimumStake: true,
      nodesInCell: 2,
    },
    factors: { density: ONE, subnet: ONE, stake: ONE, quality: ONE, multiplier: ONE },
    amountWei: String(amountWei),
    locked: false,
  }
}

function lower(address: string): Address {
  return `0x${address.slice(2).toLowerCase()}`
}
