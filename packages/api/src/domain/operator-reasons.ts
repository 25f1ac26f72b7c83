import type { ReasonCode } from '@network3/core/reasons'

export type OperatorFacts = {
  isPoolEmpty: boolean
  hasMinimumSelfStake: boolean
  hasNodes: boolean
  isCommissionRising: boolean
  hasApr: boolean
}

/** Why an operator stands as it does, what weighs most first. */
export function operatorReasons(facts: OperatorFacts): ReasonCode[] {
  const reasons: ReasonCode[] = []
  if (!facts.hasNodes) reasons.push('OPERATOR_WITHOUT_NODES')
  if (!facts.hasMinimumSelfStake) reasons.push('POOL_SELF_STAKE_BELOW_MINIMUM')
  if (facts.isCommissionRising) reasons.push('POOL_COMMISSION_RISING')
  if (facts.isPoolEmpty) reasons.push('POOL_EMPTY')
  else if (!facts.hasApr) reasons.push('POOL_NO_REWARDS_YET')
  return reasons
}
