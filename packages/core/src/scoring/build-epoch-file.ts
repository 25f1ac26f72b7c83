import { type EpochFile, type EpochFileNode, type EpochFileOperator, epochFileSchema } from '../epoch-file.ts'
import type { Address, Hex } from '../hex.ts'
import { epochRoot } from '../verify-epoch-file.ts'
import type { Contribution, Measurement, OperatorStake } from './contribution.ts'
import type { PoolName, ScoringParameters } from './parameters.ts'
import { type ScoredNode, scoreEpoch } from './score-epoch.ts'

/** Everything an epoch file is computed from; all of it can be read from the chain and the file before. */
export type EpochFacts = {
  chainId: number
  rewards: Address
  token: Address
  epoch: number
  startsAt: bigint
  endsAt: bigint
  snapshot: { number: bigint; hash: Hex }
  emissionWei: bigint
  parameters: ScoringParameters
  contributions: readonly Contribution[]
  stakes: ReadonlyMap<Address, OperatorStake>
  /** Of the receipts that `contributions` were measured by; null without any. */
  receiptsHash: Hex | null
  /** The file of epoch − 1; undefined for the first. */
  previous: EpochFile | undefined
}

/** The epoch file of some facts. The same facts in any order give the same text and so the same hash. */
export function buildEpochFile(facts: EpochFacts): EpochFile {
  const scored = scoreEpoch({
    span: { startsAt: facts.startsAt, endsAt: facts.endsAt },
    emissionWei: facts.emissionWei,
    carriedWei: carriedFrom(facts.previous),
    contributions: facts.contributions,
    stakes: facts.stakes,
    parameters: facts.parameters,
  })
  const operators = operatorsOf(scored.nodes, facts.previous)
  const draft: EpochFile = {
    version: 2,
    receiptsHash: facts.receiptsHash,
    chainId: facts.chainId,
    rewards: facts.rewards,
    token: facts.token,
    epoch: facts.epoch,
    startsAt: Number(facts.startsAt),
    endsAt: Number(facts.endsAt),
    snapshotBlock: Number(facts.snapshot.number),
    snapshotHash: facts.snapshot.hash,
    emissionWei: String(facts.emissionWei),
    parameters: parametersText(facts.parameters),
    unmeasured: unmeasuredOf(facts),
    pools: scored.pools.map((pool) => ({
      name: pool.name,
      emissionWei: String(pool.emissionWei),
      carriedInWei: String(pool.carriedInWei),
      work: String(pool.work),
      target: String(pool.target),
      paidWei: String(pool.paidWei),
      carriedOutWei: String(pool.carriedOutWei),
    })),
    nodes: scored.nodes.map(nodeText),
    operators,
    root: `0x${'0'.repeat(64)}`,
    cumulativeTotalWei: String(operators.reduce((sum, entry) => sum + BigInt(entry.cumulativeWei), 0n)),
  }
  return epochFileSchema.parse({ ...draft, root: epochRoot(draft) })
}

function carriedFrom(previous: EpochFile | undefined): Record<PoolName, bigint> {
  const carried = (name: PoolName) =>
    BigInt(previous?.pools.find((pool) => pool.name === name)?.carriedOutWei ?? '0')
  return {
    uptime: carried('uptime'),
    bandwidth: carried('bandwidth'),
    compute: carried('compute'),
    data: carried('data'),
  }
}

function operatorsOf(nodes: readonly ScoredNode[], previous: EpochFile | undefined): EpochFileOperator[] {
  const amounts = new Map<Address, bigint>()
  const cumulative = new Map<Address, bigint>()
  for (const entry of previous?.operators ?? []) cumulative.set(entry.operator, BigInt(entry.cumulativeWei))
  for (const { contribution, amountWei } of nodes) {
    amounts.set(contribution.operator, (amounts.get(contribution.operator) ?? 0n) + amountWei)
    cumulative.set(contribution.operator, (cumulative.get(contribution.operator) ?? 0n) + amountWei)
  }
  return [...cumulative]
    .filter(([, cumulativeWei]) => cumulativeWei > 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([operator, cumulativeWei]) => ({
      operator,
      amountWei: String(amounts.get(operator) ?? 0n),
      cumulativeWei: String(cumulativeWei),
    }))
}

function nodeText(node: ScoredNode): EpochFileNode {
  const { contribution, factors } = node
  return {
    node: contribution.node,
    operator: contribution.operator,
    country: contribution.country,
    inputs: {
      registeredAt: Number(contribution.registeredAt),
      retiredAt: contribution.retiredAt === undefined ? null : Number(contribution.retiredAt),
      slots: Number(node.slots),
      stakePerNodeWei: String(node.stakePerNodeWei),
      hasMinimumStake: node.hasMinimumStake,
      nodesInCell: node.nodesInCell,
      ...(contribution.measured === undefined ? {} : { measured: measuredText(contribution.measured) }),
    },
    factors: {
      density: String(factors.density),
      subnet: String(factors.subnet),
      stake: String(factors.stake),
      quality: String(factors.quality),
      multiplier: String(factors.multiplier),
    },
    amountWei: String(node.amountWei),
    locked: !node.hasMinimumStake,
  }
}

function measuredText(measured: Measurement): NonNullable<EpochFileNode['inputs']['measured']> {
  const { subnet, history, rented, ...counts } = measured
  const texts = (values: Record<string, bigint | undefined>) =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
    )
  return {
    ...texts(counts),
    ...(subnet === undefined ? {} : { subnet }),
    ...(rented === undefined
      ? {}
      : {
          rented: rented.map(({ leaseId, millionGas, feesWei }) => {
            return { leaseId, millionGas: String(millionGas), feesWei: String(feesWei) }
          }),
        }),
    ...(history === undefined
      ? {}
      : {
          history: {
            answered: String(history.answered),
            possible: String(history.possible),
            valid: String(history.valid),
            invalid: String(history.invalid),
          },
        }),
  }
}

/** Inputs of the formula that nobody measures: without receipts none is measured at all. */
function unmeasuredOf({ receiptsHash }: EpochFacts): EpochFile['unmeasured'] {
  const later = ['bandwidth', 'data'] as const
  return receiptsHash === null ? ['challenges', 'quality', 'subnet', 'compute', ...later] : [...later]
}

function parametersText(parameters: ScoringParameters) {
  const byPool = (values: Record<PoolName, bigint>) => {
    const text = (name: PoolName) => String(values[name])
    return {
      uptime: text('uptime'),
      bandwidth: text('bandwidth'),
      compute: text('compute'),
      data: text('data'),
    }
  }
  return {
    densityTarget: String(parameters.densityTarget),
    subnetCap: String(parameters.subnetCap),
    stakeCapWei: String(parameters.stakeCapWei),
    minimumSelfStakeWei: String(parameters.minimumSelfStakeWei),
    requiredSlots: Number(parameters.requiredSlots),
    nodeCapBps: String(parameters.nodeCapBps),
    belowMinimumBps: String(parameters.belowMinimumBps),
    carryReleaseBps: String(parameters.carryReleaseBps),
    rentedRebateBps: String(parameters.rentedRebateBps),
    poolBps: byPool(parameters.poolBps),
    poolTargets: byPool(parameters.poolTargets),
  }
}
