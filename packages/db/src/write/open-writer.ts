import { AppError } from '@network3/core/app-error'
import { type Client, createClient } from '../pool.ts'

export type Writer = {
  /** Runs the work in one transaction on the locked connection; calls are queued. Rolls back when it throws. */
  transaction<T>(work: (tx: Client) => Promise<T>): Promise<T>
  /** True from when the connection broke: the lock went with it, and nothing more can be written here. */
  isLost(): boolean
  close(): Promise<void>
}

/** First key of our advisory locks, by what is written; the second is the chain id, cut to 32 bits. */
const LOCK_CLASSES = { index: 0x4e33, reindex: 0x4e34 }

/**
 * A writer whose machine is gone is given up by the server after four seconds of silence, so that another takes over
 * (ignored on a Unix socket, whose other end cannot vanish).
 */
const NOTICE_LOST_PEERS = `SET tcp_keepalives_idle = 2; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 2;
  SET tcp_user_timeout = 4000`

/**
 * Takes the right to write a chain's data: a session-level advisory lock, held by the very connection that writes,
 * so that losing one is losing the other. Gives undefined while another process holds it.
 * Throws DATABASE_UNREACHABLE (retryable).
 */
export async function openWriter(
  databaseUrl: string,
  chainId: number,
  writes: keyof typeof LOCK_CLASSES = 'index',
): Promise<Writer | undefined> {
  const client = createClient(databaseUrl, `network3-${writes === 'index' ? 'indexer' : 'reindex'}`)
  let lost = false
  // 'error' and 'end' are how pg tells of a connection that broke while nobody was asking.
  client.on('error', () => {
    lost = true
  })
  client.on('end', () => {
    lost = true
  })
  try {
    await client.connect()
    const { rows } = await client.query<{ locked: boolean }>(
      'SELECT pg_try_advisory_lock($1, $2) AS locked',
      [LOCK_CLASSES[writes], chainId | 0],
    )
    if (rows[0]?.locked !== true) {
      await client.end()
      return undefined
    }
    // A plan made once for every batch takes an array for a hundred values, and joins ten thousand row by row.
    await client.query('SET plan_cache_mode = force_custom_plan')
    // What a block touches is in memory or on flash: reading 200 of 30,000 operators by key is cheaper than reading all.
    await client.query('SET random_page_cost = 1.1')
    await client.query(NOTICE_LOST_PEERS)
  } catch (cause) {
    await client.end().catch(() => {})
    throw unreachable(cause)
  }
  let last: Promise<unknown> = Promise.resolve()
  const run = async <T>(work: (tx: Client) => Promise<T>): Promise<T> => {
    if (lost) throw unreachable(undefined)
    try {
      await client.query('BEGIN')
      const result = await work(client)
      await client.query('COMMIT')
      return result
    } catch (error) {
      // A failed rollback means the connection is gone, and the server has rolled back by itself.
      await client.query('ROLLBACK').catch(() => {
        lost = true
      })
      throw lost || isPassing(error) ? unreachable(error) : error
    }
  }
  return {
    transaction: (work) => {
      const result = last.then(() => run(work))
      last = result.catch(() => {})
      return result
    },
    isLost: () => lost,
    close: async () => {
      await last
      await client.end().catch(() => {})
    },
  }
}

/**
 * Classes of SQLSTATE that say nothing of our data: connection (08), rollback by the server (40), resources such as
 * a full disk (53), operator intervention such as a restart (57), the server's own system (58).
 */
function isPassing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^(08|40|53|57|58)...$/.test(code)
}

function unreachable(cause: unknown): AppError {
  const detail = cause instanceof Error ? ` (${cause.message})` : ''
  return new AppError('DATABASE_UNREACHABLE', `PostgreSQL could not be written${detail}.`, {
    cause,
    retryable: true,
  })
}
