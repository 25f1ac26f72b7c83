import { AppError, isAppError } from '@network3/core/app-error'
import type { Provider } from './provider.ts'

/** How many must say the same. */
export const QUORUM = 2

export type Vote<T> = { provider: Provider; value: T }

export type Agreement<T> = {
  value: T
  /** The first whose answer is the one agreed on. */
  provider: Provider
  /** Those who said something else. */
  outliers: Vote<T>[]
}

export type AgreeOptions<T> = {
  /** In order of preference. */
  providers: readonly Provider[]
  ask(provider: Provider): Promise<T>
  /** What two answers have in common; undefined where they contradict each other. */
  common(left: T, right: T): T | undefined
}

/**
 * Asks two, and then one after the other, until two agree. Gives the votes where all answered and no two agree.
 * Throws the last failure when fewer than two answered at all.
 */
export async function agree<T>({
  providers,
  ask,
  common,
}: AgreeOptions<T>): Promise<Agreement<T> | { votes: Vote<T>[] }> {
  const waiting = [...providers]
  const votes: Vote<T>[] = []
  let failure: unknown
  while (waiting.length > 0) {
    const asked = waiting.splice(0, Math.max(1, QUORUM - votes.length))
    const answers = await Promise.allSettled(asked.map((provider) => askTwice(provider, ask)))
    for (const [index, answer] of answers.entries()) {
      const provider = asked[index]
      if (answer.status === 'rejected') failure = answer.reason
      else if (provider !== undefined) votes.push({ provider, value: answer.value })
    }
    const agreement = findAgreement(votes, common)
    if (agreement !== undefined) return agreement
  }
  if (votes.length >= QUORUM) return { votes }
  throw tooFew(providers.length, votes.length, failure)
}

/** One request in many fails by chance: then it is asked once more, unless the provider is being left alone. */
async function askTwice<T>(provider: Provider, ask: AgreeOptions<T>['ask']): Promise<T> {
  try {
    return await ask(provider)
  } catch (error) {
    if (provider.isResting()) throw error
    return ask(provider)
  }
}

function findAgreement<T>(
  votes: readonly Vote<T>[],
  common: AgreeOptions<T>['common'],
): Agreement<T> | undefined {
  for (const [index, first] of votes.entries()) {
    for (const second of votes.slice(index + 1)) {
      const value = common(first.value, second.value)
      if (value === undefined) continue
      const outliers = votes.filter((vote) => vote !== first && common(first.value, vote.value) === undefined)
      return { value, provider: first.provider, outliers }
    }
  }
  return undefined
}

function tooFew(asked: number, answered: number, failure: unknown): AppError {
  const detail = failure instanceof Error ? ` ${failure.message}` : ''
  const code = isAppError(failure, 'RPC_ANSWER_INVALID') ? 'RPC_ANSWER_INVALID' : 'RPC_UNREACHABLE'
  return new AppError(code, `Two providers must agree, but of ${asked} only ${answered} answered.${detail}`, {
    ...{ cause: failure, retryable: true },
  })
}
