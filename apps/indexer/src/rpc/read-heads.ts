import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '@network3/core/app-error'
import type { Vote } from './agree.ts'
import type { ChainHeads } from './chain-source.ts'
import type { Provider } from './provider.ts'

/** How long the others are waited for once enough have answered. */
const GRACE_MS = 200

/**
 * The heads of all who answer: of `least` at least, and of those that answer hardly later. One that hangs holds up
 * nobody as long as enough others answer. Throws RPC_UNREACHABLE (retryable) when they do not.
 */
export async function readHeadsOfAll(
  providers: readonly Provider[],
  least: number,
): Promise<Vote<ChainHeads>[]> {
  const votes: Vote<ChainHeads>[] = []
  let failure: unknown
  const enough = Promise.withResolvers<void>()
  const all = providers.map((provider) =>
    provider.source.heads().then(
      (value) => {
        votes.push({ provider, value })
        if (votes.length === least) enough.resolve()
      },
      (error: unknown) => {
        failure = error
      },
    ),
  )
  await Promise.race([
    Promise.all(all),
    enough.promise.then(() => delay(GRACE_MS, undefined, { ref: false })),
  ])
  if (votes.length >= least) return [...votes]
  const detail = failure instanceof Error ? ` ${failure.message}` : ''
  throw new AppError(
    'RPC_UNREACHABLE',
    `Two providers must agree, but of ${providers.length} only ${votes.length} answered.${detail}`,
    { cause: failure, retryable: true },
  )
}
