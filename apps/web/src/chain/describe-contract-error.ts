import { reasonOf } from '@network3/core/reasons'
import { leaseSentences } from './describe-lease-error.ts'
import { storeSentences } from './describe-store-error.ts'
import { reasonWords as words } from './error-words.ts'
import type { TransactionFailure } from './transactions/transaction-phase.ts'

type Describe = (args: readonly unknown[]) => Omit<TransactionFailure, 'code'>

/**
 * A custom error of our contracts in a sentence, with what to do next. The arguments are in the order of the
 * error's declaration in contracts/src/interfaces. An error not listed here is named as it is.
 */
const sentences: Record<string, Describe> = {
  // N3Token (ERC-20 and ERC-1363)
  ERC20InsufficientBalance: ([, balance, needed]) => ({
    sentence: `The wallet holds ${words.n3(balance)}; this needs ${words.n3(needed)}.`,
    nextStep: 'Enter a smaller amount or get more N3.',
  }),
  ERC20InsufficientAllowance: ([, allowance, needed]) => ({
    sentence: `The contract may take ${words.n3(allowance)} of this wallet's; this needs ${words.n3(needed)}.`,
    nextStep: 'Allow the amount first.',
  }),
  ERC1363InvalidReceiver: ([receiver]) => ({
    sentence: `The contract at ${words.address(receiver)} does not accept N3 this way.`,
    nextStep: 'Check that this site and your wallet are on the same network.',
  }),
  // Staking
  StakeBelowMinimum: ([assets, minimum]) => ({
    sentence: `A staker holds nothing in a pool or at least ${words.n3(minimum)}; this would leave ${words.n3(assets)}.`,
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
    sentence: `This stake thaws until ${words.time(unlocksAt)}.`,
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
      `The share of ${words.address(operator)} would be locked as its stake, and ${words.n3(amount)} is less than the ` +
      `first stake of ${words.n3(minimum)}.`,
    nextStep: 'Wait for more rewards, or let the operator stake first.',
  }),
  ClaimsExceedTotal: () => ({
    sentence: 'Claims would exceed the total posted for this epoch.',
    nextStep: 'Do not try again; tell the operators of this network.',
  }),
  // Whatever takes deposits
  EnforcedPause: () => ({
    sentence:
      'The guardian has paused new stakes or purchases here. Unstaking, withdrawing, claiming and refunds still work.',
    nextStep: 'Try again when the pause is over; the status page says so.',
  }),
  ...storeSentences,
  ...leaseSentences,
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
