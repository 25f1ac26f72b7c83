import { shortenAddress } from '@network3/core/address'
import { reasonOf } from '@network3/core/reasons'
import { formatWei } from '@network3/core/units'
import type { TransactionFailure } from './transactions/transaction-phase.ts'

type Describe = (args: readonly unknown[]) => Omit<TransactionFailure, 'code'>

/**
 * A custom error of our contracts in a sentence, with what to do next. The arguments are in the order of the
 * error's declaration in contracts/src/interfaces. An error not listed here is named as it is.
 */
const sentences: Record<string, Describe> = {
  // N3Token (ERC-20 and ERC-1363)
  ERC20InsufficientBalance: ([, balance, needed]) => ({
    sentence: `The wallet holds ${n3(balance)}; this needs ${n3(needed)}.`,
    nextStep: 'Enter a smaller amount or get more N3.',
  }),
  ERC20InsufficientAllowance: ([, allowance, needed]) => ({
    sentence: `The contract may take ${n3(allowance)} of this wallet's; this needs ${n3(needed)}.`,
    nextStep: 'Allow the amount first.',
  }),
  ERC1363InvalidReceiver: ([receiver]) => ({
    sentence: `The contract at ${address(receiver)} does not accept N3 this way.`,
    nextStep: 'Check that this site and your wallet are on the same network.',
  }),
  // Staking
  StakeBelowMinimum: ([assets, minimum]) => ({
    sentence: `A staker holds nothing in a pool or at least ${n3(minimum)}; this would leave ${n3(assets)}.`,
    nextStep: 'Stake more, or take out everything.',
  }),
  InvalidOperator: () => ({
    sentence: 'This is not an operator one can stake on.',
    nextStep: 'Choose another one.',
  }),
  ZeroShares: () => ({
    sentence: 'The amount is too small to buy a share of this pool.',
    nextStep: 'Enter a larger amount.',
  }),
  InsufficientShares: () => ({
    sentence: 'The amount is more than your position in this pool.',
    nextStep: 'Enter a smaller amount, or use Max.',
  }),
  TooManyOpenRequests: () => reasonOf('UNSTAKE_TOO_MANY_OPEN'),
  RequestNotOpen: () => ({
    sentence: 'This request was cancelled or withdrawn already.',
    nextStep: 'Reload the page to see where it went.',
  }),
  StillThawing: ([, unlocksAt]) => ({
    sentence: `This stake thaws until ${time(unlocksAt)}.`,
    nextStep: 'Withdraw it after that.',
  }),
  NotStaker: () => reasonOf('UNSTAKE_NOT_YOURS'),
  // Rewards
  RootNotClaimable: ([epoch]) => ({
    sentence: `Epoch ${epoch} cannot be claimed from: it is in its challenge delay, or was vetoed.`,
    nextStep: 'Reload the page; a newer epoch may be claimable.',
  }),
  InvalidProof: ([epoch]) => ({
    sentence: `The proof does not fit the root of epoch ${epoch} on chain.`,
    nextStep: 'Reload the page to make the proof again.',
  }),
  NothingToClaim: () => reasonOf('CLAIM_ALREADY_PAID'),
  BelowFirstStake: ([operator, amount, minimum]) => ({
    sentence:
      `The share of ${address(operator)} would be locked as its stake, and ${n3(amount)} is less than the ` +
      `first stake of ${n3(minimum)}.`,
    nextStep: 'Wait for more rewards, or let the operator stake first.',
  }),
  ClaimsExceedTotal: () => ({
    sentence: 'Claims would exceed the total posted for this epoch.',
    nextStep: 'Do not try again; tell the operators of this network.',
  }),
  // Staking and Rewards
  EnforcedPause: () => ({
    sentence: 'New stakes are paused by the guardian. Unstaking, withdrawing and claiming still work.',
    nextStep: 'Try again when the pause is over; the status page says so.',
  }),
}

export function describeContractError(errorName: string, args: readonly unknown[]): TransactionFailure {
  const describe = sentences[errorName]
  if (describe !== undefined) return { code: errorName, ...describe(args) }
  return {
    code: errorName,
    sentence: `The contract refused with ${errorName}(${args.map(String).join(', ')}).`,
    nextStep: 'Nothing was sent. If it makes no sense to you, report it with this code.',
  }
}

/** True when a contract error has words of its own here. Only tests ask. */
export function hasSentence(errorName: string): boolean {
  return Object.hasOwn(sentences, errorName)
}

function n3(wei: unknown): string {
  return typeof wei === 'bigint' ? `${formatWei(wei, { group: true })} N3` : String(wei)
}

function address(value: unknown): string {
  return typeof value === 'string' ? shortenAddress(value) : String(value)
}

function time(seconds: unknown): string {
  return new Date(Number(seconds) * 1000).toLocaleString('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'medium',
  })
}
