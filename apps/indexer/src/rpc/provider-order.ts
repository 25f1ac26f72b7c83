import { AppError } from '@network3/core/app-error'
import type { BlockId } from '@network3/db/write/blocks'
import type { Clock } from '@network3/service/clock'
import type { Provider } from './provider.ts'

const DEMOTED_MS = 60_000

export type ProviderOrder = ReturnType<typeof createProviderOrder>

/** Whom to ask first: by what they showed lately, and otherwise as RPC_URL has them. */
export function createProviderOrder(providers: readonly Provider[], clock: Clock) {
  const demotedUntil = new Map<Provider, number>()
  const heads = new Map<Provider, bigint>()
  const lacksBlock = (provider: Provider, { number, hash }: BlockId) =>
    new AppError('RPC_ANSWER_INVALID', `${provider.name} does not have block ${number} (${hash}).`, {
      retryable: true,
    })
  return {
    /** Those that answer, told no lie lately and have come to block `upTo` first. */
    list: (upTo = 0n): Provider[] => {
      const rank = (provider: Provider) =>
        (provider.isResting() ? 4 : 0) +
        (clock.now() < (demotedUntil.get(provider) ?? 0) ? 2 : 0) +
        ((heads.get(provider) ?? upTo) < upTo ? 1 : 0)
      return [...providers].sort((left, right) => rank(left) - rank(right))
    },
    heard: (provider: Provider, head: bigint) => void heads.set(provider, head),
    demote: (provider: Provider) => void demotedUntil.set(provider, clock.now() + DEMOTED_MS),
    lacksBlock,
    changedHeader: ({ number }: BlockId) =>
      new AppError('RPC_ANSWER_INVALID', `Block ${number} was not twice told alike by a provider.`, {
        retryable: true,
      }),
  }
}
