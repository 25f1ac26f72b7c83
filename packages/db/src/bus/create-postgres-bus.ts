import { setTimeout as delay } from 'node:timers/promises'
import { type Client, createClient, type Pool } from '../pool.ts'
import { CHANNEL_PREFIX, channelOf, publishToPostgres } from './publish-to-postgres.ts'

type Subscriber = { onMessage: (payload: string) => void; onGap: () => void }

export type PostgresBusOptions = {
  /** Of the connection that listens; it must be a session of its own, not one of a transaction pooler. */
  databaseUrl: string
  /** Publishes. */
  pool: Pool
  /** How often the listening connection is asked whether it still lives; default 15,000 ms. */
  pingMs?: number
  /** The connection was lost and is made again. */
  onLost?: (error: Error) => void
}

/**
 * The bus (packages/service/src/bus.ts) over LISTEN and NOTIFY: nothing to install, good for a few thousand messages
 * a second. One connection listens for all topics. When it breaks it is made anew with growing pauses, and every
 * subscriber is told of the gap, because Postgres keeps nothing for those who are away.
 */
export function createPostgresBus({ databaseUrl, pool, pingMs = 15_000, onLost }: PostgresBusOptions) {
  const topics = new Map<string, Set<Subscriber>>()
  const over = new AbortController()
  let connected = Promise.withResolvers<Client>()
  // Nobody waits for it when the bus is closed early.
  connected.promise.catch(() => undefined)

  const listen = (client: Client, topic: string) =>
    client.query(`LISTEN ${client.escapeIdentifier(channelOf(topic))}`)

  /** Resolves with the reason when the connection ends. */
  const holdConnection = async (isFirst: boolean): Promise<Error> => {
    const client = createClient(databaseUrl, 'network3-bus')
    const lost = Promise.withResolvers<Error>()
    client.on('error', lost.resolve)
    client.on('end', () => lost.resolve(new Error('The connection of the bus ended.')))
    client.on('notification', ({ channel, payload }) => {
      const topic = channel.slice(CHANNEL_PREFIX.length)
      for (const subscriber of topics.get(topic) ?? []) subscriber.onMessage(payload ?? '')
    })
    const ping = setInterval(() => client.query('SELECT 1').catch(lost.resolve), pingMs)
    ping.unref()
    const end = () => lost.resolve(new Error('The bus was closed.'))
    over.signal.addEventListener('abort', end)
    try {
      await client.connect()
      for (const topic of topics.keys()) await listen(client, topic)
      connected.resolve(client)
      // Only now: what they look up again is then newer than anything missed.
      if (!isFirst) for (const all of topics.values()) for (const subscriber of all) subscriber.onGap()
      return await lost.promise
    } finally {
      clearInterval(ping)
      over.signal.removeEventListener('abort', end)
      client.end().catch(() => undefined)
    }
  }

  const run = async (): Promise<void> => {
    let failures = 0
    for (let isFirst = true; !over.signal.aborted; ) {
      const error = await holdConnection(isFirst).then(
        (reason) => {
          isFirst = false
          failures = 0
          connected = Promise.withResolvers<Client>()
          connected.promise.catch(() => undefined)
          return reason
        },
        (reason: unknown) => (reason instanceof Error ? reason : new Error(String(reason))),
      )
      if (over.signal.aborted) break
      onLost?.(error)
      failures += 1
      await delay(Math.min(10_000, 50 * 2 ** Math.min(failures, 10)) * (0.5 + Math.random() / 2), undefined, {
        signal: over.signal,
      }).catch(() => undefined)
    }
    connected.reject(new Error('The bus was closed.'))
  }
  const running = run()

  return {
    async publish(topic: string, payload: string): Promise<void> {
      await publishToPostgres(pool, topic, payload)
    },
    async subscribe(topic: string, onMessage: (payload: string) => void, onGap: () => void) {
      const subscriber = { onMessage, onGap }
      const all = topics.get(topic) ?? new Set()
      topics.set(topic, all.add(subscriber))
      for (;;) {
        const client = await connected.promise
        try {
          await listen(client, topic)
          break
        } catch (error) {
          // The next connection listens for every topic of the map; nothing was promised before that.
          if (over.signal.aborted) throw error
          await delay(20)
        }
      }
      // The channel stays open: few topics, and nobody reads what nobody subscribes to.
      return { close: async () => void all.delete(subscriber) }
    },
    async close(): Promise<void> {
      over.abort()
      await running
    },
  }
}
