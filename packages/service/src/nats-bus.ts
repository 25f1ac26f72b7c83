import { type ConsumerMessages, DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { AppError } from '@network3/core/app-error'
import type { Bus } from './bus.ts'
import { backOffMs } from './retry.ts'

const STREAM = 'N3_BUS'
const SUBJECT_PREFIX = 'n3.bus.'
/** Who is away for longer has looked everything up again anyway. */
const KEPT_SECONDS = 60

export type NatsBusOptions = {
  /** `nats://[user:password@]host:port`, several of one cluster with commas. */
  url: string
  /** Something did not work and is tried again. */
  onProblem?: (error: unknown) => void
}

/**
 * The bus over NATS JetStream, for several gateways under load: one small stream, and for each topic an ordered
 * consumer of this process. What was published while the connection was down comes afterwards, for a minute; the
 * subscriber is told of the gap all the same, because the stream may be gone with its server.
 *
 * @throws AppError BUS_UNREACHABLE when no server answers at the start.
 */
export async function createNatsBus({ url, onProblem }: NatsBusOptions): Promise<Bus> {
  const servers = url.split(',').map((server) => new URL(server))
  const [first] = servers
  const connection = await connect({
    servers: servers.map(({ host }) => host),
    ...(first === undefined || first.username === '' ? {} : loginOf(first)),
    ...(first?.protocol === 'tls:' ? { tls: {} } : {}),
    name: 'network3',
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    reconnectJitter: 250,
    pingInterval: 15_000,
  }).catch((cause: unknown) => {
    throw new AppError('BUS_UNREACHABLE', 'No NATS server answers at NATS_URL.', { cause, retryable: true })
  })
  const streams = jetstream(connection)
  await ensureStream(connection)
  const gapListeners = new Set<() => void>()
  void (async () => {
    for await (const status of connection.status()) {
      if (status.type !== 'reconnect') continue
      for (const tell of gapListeners) tell()
    }
  })()

  return {
    async publish(topic, payload) {
      await streams.publish(SUBJECT_PREFIX + topic, payload)
    },
    async subscribe(topic, onMessage, onGap) {
      let isClosed = false
      let current: ConsumerMessages | undefined
      const open = async (): Promise<ConsumerMessages> => {
        await ensureStream(connection)
        const consumer = await streams.consumers.get(STREAM, {
          filter_subjects: SUBJECT_PREFIX + topic,
          deliver_policy: DeliverPolicy.New,
        })
        return await consumer.consume({ abort_on_missing_resource: true, idle_heartbeat: 5_000 })
      }
      const read = async (messages: ConsumerMessages) => {
        for await (const message of messages) onMessage(message.string())
      }
      const run = async () => {
        for (let failures = 0; !isClosed && !connection.isClosed(); ) {
          try {
            if (current === undefined) {
              current = await open()
              onGap()
            }
            failures = 0
            await read(current)
          } catch (error) {
            onProblem?.(error)
          }
          current = undefined
          failures += 1
          if (!isClosed) await new Promise((resolve) => setTimeout(resolve, backOffMs(failures)))
        }
      }
      current = await open()
      // The server answers a request after this one only when the consumer exists and its first pull has arrived.
      await connection.flush()
      gapListeners.add(onGap)
      const running = run()
      return {
        close: async () => {
          isClosed = true
          gapListeners.delete(onGap)
          await current?.close()
          await running
        },
      }
    },
    close: () => connection.close(),
  }
}

const loginOf = ({ username, password }: URL) => ({
  user: decodeURIComponent(username),
  pass: decodeURIComponent(password),
})

/** Idempotent; another process may make it at the same time. */
async function ensureStream(connection: NatsConnection): Promise<void> {
  const manager = await jetstreamManager(connection)
  await manager.streams.add({
    name: STREAM,
    subjects: [`${SUBJECT_PREFIX}>`],
    max_age: KEPT_SECONDS * 1e9,
    max_bytes: 64 * 1024 * 1024,
    max_msg_size: 8 * 1024,
  })
}
