import { paths, withQuery } from '../paths.ts'
import type { getTrpcClient } from './client.ts'
import { keepLiveStream, type LiveStatus } from './live-stream.ts'

type LiveProcedure = ReturnType<typeof getTrpcClient>['activity']['live']
type OnData = NonNullable<Parameters<LiveProcedure['subscribe']>[1]['onData']>

/** One message of activity.live: an event, a block, or a reorg. */
type LiveMessage = Parameters<OnData>[0]['data']

export type { LiveStatus } from './live-stream.ts'

type Listener = {
  onMessage?: (message: LiveMessage) => void
  onStatus?: (status: LiveStatus) => void
  /** Where the page was drawn, as an event id: whoever opens the stream is told what happened since. */
  after?: string | undefined
}

const listeners = new Set<Listener>()
let status: LiveStatus = 'connecting'
let close: (() => void) | undefined
let closeTimer: ReturnType<typeof setTimeout> | undefined
let newestChange = 0

function setStatus(next: LiveStatus): void {
  if (status === next) return
  status = next
  for (const listener of listeners) listener.onStatus?.(next)
}

// activity.live is read with the browser's own EventSource. tRPC's client would do it too, for 10 kB on every page.
function open(after: string | undefined): () => void {
  return keepLiveStream({
    after,
    open: (lastEventId) =>
      new EventSource(withQuery(`${paths.trpc}/activity.live`, { input: '{}', lastEventId })),
    onStatus: setStatus,
    onMessage: (data) => {
      const message: LiveMessage = JSON.parse(data)
      if (message.type === 'block' && message.eventCount > 0) newestChange = message.blockNumber
      if (message.type === 'reorg') newestChange = Math.min(newestChange, message.fromBlock - 1)
      for (const listener of listeners) listener.onMessage?.(message)
    },
  })
}

/**
 * Listens to the network: one stream per tab, shared by all listeners, closed when the last one leaves (with a
 * moment's grace, for a page that follows another). Returns how to leave.
 */
export function listenLive(listener: Listener): () => void {
  clearTimeout(closeTimer)
  listeners.add(listener)
  close ??= open(listener.after)
  listener.onStatus?.(status)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    closeTimer = setTimeout(() => {
      close?.()
      close = undefined
      status = 'connecting'
    }, 2_000)
  }
}

/** The newest block with events that this tab was told of; 0 for none. A page drawn before it is old already. */
export function readNewestChange(): number {
  return newestChange
}
