import { createPostgresBus } from '@network3/db/bus/create-postgres-bus'
import type { Pool } from '@network3/db/pool'
import type { Bus } from '@network3/service/bus'
import type { Logger } from '@network3/service/logger'
import { createNatsBus } from '@network3/service/nats-bus'

export type OpenBusOptions = {
  natsUrl: string | undefined
  databaseUrl: string
  pool: Pool
  logger: Logger
}

/** NATS where one is configured, Postgres otherwise. Throws BUS_UNREACHABLE when NATS does not answer. */
export async function openBus({ natsUrl, databaseUrl, pool, logger }: OpenBusOptions): Promise<Bus> {
  const onProblem = (err: unknown) => logger.warn({ err }, 'bus was interrupted')
  return natsUrl === undefined
    ? createPostgresBus({ databaseUrl, pool, onLost: onProblem })
    : await createNatsBus({ url: natsUrl, onProblem })
}
