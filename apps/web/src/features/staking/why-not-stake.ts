import type { Address } from '@network3/core/hex'
import { reasonOf } from '@network3/core/reasons'
import { formatWei } from '@network3/core/units'
import type { TypedAmount } from './read-amount.ts'

type StakeWish = {
  operator: Address | undefined
  amount: TypedAmount
  /** Undefined while they are being read; then the simulation has the last word. */
  balances: { ethWei: bigint; n3Wei: bigint } | undefined
  /** What the contract would object to, as the quote says. */
  refusal: { code: string; sentence: string } | undefined
}

export type WhyNot = { code: string; sentence: string; needsFunds?: boolean }

/** Why a stake cannot be sent as it stands, the first thing to mend first; undefined when it can. */
export function whyNotStake({ operator, amount, balances, refusal }: StakeWish): WhyNot | undefined {
  if (operator === undefined) return { code: 'OPERATOR_MISSING', sentence: 'Choose an operator first.' }
  if (balances !== undefined && balances.n3Wei === 0n) {
    return { code: 'STAKE_ABOVE_BALANCE', sentence: 'This wallet holds no N3.', needsFunds: true }
  }
  if (amount.problem !== undefined) return { code: 'AMOUNT_INVALID', sentence: amount.problem }
  if (amount.wei === undefined) return { code: 'AMOUNT_INVALID', sentence: 'Enter an amount.' }
  if (balances !== undefined && amount.wei > balances.n3Wei) {
    const held = formatWei(balances.n3Wei, { group: true })
    return {
      code: 'STAKE_ABOVE_BALANCE',
      sentence: `${reasonOf('STAKE_ABOVE_BALANCE').sentence} This wallet holds ${held} N3.`,
      needsFunds: true,
    }
  }
  if (balances !== undefined && balances.ethWei === 0n) {
    return { code: 'GAS_ABOVE_BALANCE', sentence: reasonOf('GAS_ABOVE_BALANCE').sentence, needsFunds: true }
  }
  return refusal
}
