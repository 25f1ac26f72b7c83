import { createPostgresBus } from '@network3/db/bus/create-postgres-bus'
import type { Pool } from '@network3/db/pool'
import type { Bus } from '@network3/service/bus'
import type { Logger } from '@network3/service/logger'
import { createNatsBus } from '@network3/service/nats-bus'
import { listenToBoth } from './listen-to-both.ts'

export type OpenBusOptions = {
  natsUrl: string | undefined
  databaseUrl: string
  pool: Pool
  logger: Logger
}

/**
 * NATS where one is configured, Postgres otherwise. On NATS it also hears what the website publishes, which knows only
 * Postgres. Throws BUS_UNREACHABLE when NATS does not answer.
 */
export async function openBus({ natsUrl, databaseUrl, pool, logger }: OpenBusOptions): Promise<Bus> {
  const onProblem = (err: unknown) => logger.warn({ err }, 'bus was interrupted')
  const openPostgres = () => createPostgresBus({ databaseUrl, pool, onLost: onProblem })
  if (natsUrl === undefined) return openPostgres()
  const nats = await createNatsBus({ url: natsUrl, onProblem })
  return listenToBoth(nats, openPostgres())
}
