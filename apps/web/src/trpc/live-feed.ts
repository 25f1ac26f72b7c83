import type { getTrpcClient } from './client.ts'

type Client = ReturnType<typeof getTrpcClient>
type LiveOptions = Parameters<Client['activity']['live']['subscribe']>[1]
type Tracked = Parameters<NonNullable<LiveOptions['onData']>>[0]

/** One message of activity.live: an event, a block, or a reorg. */
export type LiveMessage = Tracked['data']

/** lost: the stream broke and is being opened again; what a page shows may be older than it says. */
export type LiveStatus = 'connecting' | 'open' | 'lost'

type Listener = { onMessage?: (message: LiveMessage) => void; onStatus?: (status: LiveStatus) => void }

const listeners = new Set<Listener>()
let status: LiveStatus = 'connecting'
let stop: (() => void) | undefined
let stopTimer: ReturnType<typeof setTimeout> | undefined

function setStatus(next: LiveStatus): void {
  if (status === next) return
  status = next
  for (const listener of listeners) listener.onStatus?.(next)
}

/** The client is fetched when the stream is first wanted: it is not part of what a page needs to be read. */
function start(): () => void {
  let isStopped = false
  let unsubscribe: (() => void) | undefined
  import('./client.ts').then(({ getTrpcClient }) => {
    if (isStopped) return
    const subscription = getTrpcClient().activity.live.subscribe(
      {},
      {
        onStarted: () => setStatus('open'),
        onData: ({ data }) => {
          setStatus('open')
          for (const listener of listeners) listener.onMessage?.(data)
        },
        onConnectionStateChange: ({ state }) =>
          state === 'connecting' && status === 'open' && setStatus('lost'),
        onError: () => setStatus('lost'),
      },
    )
    unsubscribe = () => subscription.unsubscribe()
  })
  return () => {
    isStopped = true
    unsubscribe?.()
  }
}

/**
 * Listens to the network: one stream per tab, shared by all listeners, closed when the last one leaves (with a
 * moment's grace, for a page that follows another). Returns how to leave.
 */
export function listenLive(listener: Listener): () => void {
  clearTimeout(stopTimer)
  listeners.add(listener)
  stop ??= start()
  listener.onStatus?.(status)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    stopTimer = setTimeout(() => {
      stop?.()
      stop = undefined
      status = 'connecting'
    }, 2_000)
  }
}
