import { AppError } from '../app-error.ts'
import type { Address } from '../hex.ts'
import { lesser } from '../lesser.ts'
import { BPS } from '../units.ts'
import type { Contribution, EpochSpan, OperatorStake } from './contribution.ts'
import { type PoolName, poolNames, type ScoringParameters } from './parameters.ts'
import { sharePool } from './share-pool.ts'
import { type WeighedNode, weighNodes } from './weigh-nodes.ts'

export type ScoringInput = {
  span: EpochSpan
  /** emissionThrough(epoch) − emissionThrough(epoch − 1), in wei. */
  emissionWei: bigint
  /** What each pool carried out of the epoch before, in wei. */
  carriedWei: Record<PoolName, bigint>
  contributions: readonly Contribution[]
  stakes: ReadonlyMap<Address, OperatorStake>
  parameters: ScoringParameters
}

export type ScoredPool = {
  name: PoolName
  emissionWei: bigint
  carriedInWei: bigint
  work: bigint
  target: bigint
  paidWei: bigint
  carriedOutWei: bigint
}

export type ScoredNode = WeighedNode & { amountWei: bigint }

export type ScoredEpoch = { pools: ScoredPool[]; nodes: ScoredNode[] }

/**
 * Epoch rewards (edge-ai.md): amounts of every node and what each pool paid and carries over. Pure and integer:
 * the same inputs in any order give the same amounts, nodes ascending by address. For every pool
 * emission + carried in = paid + carried out, so all epochs together stay on the emission curve.
 * Throws SCORING_INPUT_INVALID.
 */
export function scoreEpoch(input: ScoringInput): ScoredEpoch {
  checkInput(input)
  const { parameters } = input
  const ordered = [...input.contributions].sort((a, b) => (a.node < b.node ? -1 : 1))
  const weighed = weighNodes(ordered, input.stakes, parameters)
  const amounts = weighed.map(() => 0n)
  const pools = poolNames.map((name): ScoredPool => {
    const emissionWei = poolEmission(input, name)
    const carriedInWei = input.carriedWei[name]
    const budgetWei = emissionWei + lesser(carriedInWei, (emissionWei * parameters.carryReleaseBps) / BPS)
    const target = parameters.poolTargets[name]
    const { work, amountsWei } = sharePool(
      { ...parameters, budgetWei, target },
      weighed.map((node) => ({
        work: node.work[name],
        rented: name === 'compute' ? node.rented : [],
        multiplier: node.factors.multiplier,
        hasMinimumStake: node.hasMinimumStake,
      })),
    )
    let paidWei = 0n
    amountsWei.forEach((amount, index) => {
      amounts[index] = (amounts[index] ?? 0n) + amount
      paidWei += amount
    })
    return {
      name,
      emissionWei,
      carriedInWei,
      work,
      target,
      paidWei,
      carriedOutWei: emissionWei + carriedInWei - paidWei,
    }
  })
  return { pools, nodes: weighed.map((node, index) => ({ ...node, amountWei: amounts[index] ?? 0n })) }
}

/** A pool's part of the emission, rounded down; uptime also takes what rounding leaves, so that nothing is lost. */
function poolEmission(input: ScoringInput, name: PoolName): bigint {
  const part = (pool: PoolName) => (input.emissionWei * input.parameters.poolBps[pool]) / BPS
  if (name !== 'uptime') return part(name)
  return poolNames.reduce((rest, pool) => (pool === 'uptime' ? rest : rest - part(pool)), input.emissionWei)
}

function checkInput({ parameters, contributions, span, emissionWei, carriedWei }: ScoringInput): void {
  const refuse = (what: string) => new AppError('SCORING_INPUT_INVALID', what)
  if (poolNames.reduce((sum, name) => sum + parameters.poolBps[name], 0n) !== BPS) {
    throw refuse('The pools must add up to 10,000 basis points.')
  }
  if (parameters.stakeCapWei <= 0n || parameters.densityTarget <= 0n || parameters.subnetCap <= 0n) {
    throw refuse('The stake cap, the density target and the subnet cap must be above zero.')
  }
  if (span.endsAt <= span.startsAt) throw refuse('An epoch must end after it starts.')
  if (emissionWei < 0n || poolNames.some((name) => carriedWei[name] < 0n)) {
    throw refuse('A budget cannot be negative.')
  }
  if (new Set(contributions.map((entry) => entry.node)).size !== contributions.length) {
    throw refuse('A node occurs twice.')
  }
}
