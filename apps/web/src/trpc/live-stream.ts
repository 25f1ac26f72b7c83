/** What we use of EventSource. */
export type Source = Pick<EventSource, 'addEventListener' | 'close'> & { readonly readyState: number }

/** lost: the stream broke and is being opened again; what a page shows may be older than it says. */
export type LiveStatus = 'connecting' | 'open' | 'lost'

type StreamOptions = {
  /** Id of a place in the chain: what happened since is sent first. Without it the stream begins now. */
  after?: string | undefined
  /** Opens the stream, going on after the message of this id where there was one. */
  open: (lastEventId: string | undefined) => Source
  onMessage: (data: string) => void
  onStatus: (status: LiveStatus) => void
  /** The server ended the stream with an error, which comes as an event under status 200: its sentence. */
  onRefused?: (sentence: string) => void
}

/** The server sends a ping every 10 s; a stream silent for longer than this is dead, whatever the socket says. */
const SILENCE_MS = 30_000
const REOPEN_MS = 2_000
/** Who is refused again and again asks ever more seldom, up to this. */
const SELDOM_MS = 30_000
const CLOSED = 2

/**
 * Keeps a stream of tRPC's server-sent events open. A browser reopens a broken stream by itself, with the last id;
 * what it does not do is notice a silent one, or come back after an error status. Both end here in a new stream
 * that goes on where the old one stopped. Returns how to close it.
 */
export function keepLiveStream({ after, open, onMessage, onStatus, onRefused }: StreamOptions): () => void {
  let lastEventId = after
  let refusals = 0
  let source: Source
  let timer: ReturnType<typeof setTimeout>

  const reopenIn = (delayMs: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      source.close()
      onStatus('lost')
      start()
    }, delayMs)
  }
  const onAlive = () => {
    onStatus('open')
    reopenIn(SILENCE_MS)
  }

  function start(): void {
    const current = open(lastEventId)
    source = current
    reopenIn(SILENCE_MS)
    current.addEventListener('connected', onAlive)
    current.addEventListener('ping', () => {
      refusals = 0
      onAlive()
    })
    current.addEventListener('message', ((event: MessageEvent<string>) => {
      refusals = 0
      if (event.lastEventId !== '') lastEventId = event.lastEventId
      onAlive()
      onMessage(event.data)
    }) as EventListener)
    // The server ended the stream, in order or with an error of its own.
    current.addEventListener('return', () => reopenIn(REOPEN_MS))
    current.addEventListener('serialized-error', ((event: MessageEvent<string>) => {
      onStatus('lost')
      onRefused?.(sentenceOf(event.data))
      reopenIn(Math.min(SELDOM_MS, REOPEN_MS * 2 ** refusals++))
    }) as EventListener)
    current.addEventListener('error', () => {
      onStatus('lost')
      if (current.readyState === CLOSED) reopenIn(REOPEN_MS)
    })
  }

  start()
  return () => {
    clearTimeout(timer)
    source.close()
  }
}

/** tRPC sends the same shape as it answers a call with. */
function sentenceOf(data: string): string {
  try {
    const { message } = JSON.parse(data) as { message?: unknown }
    if (typeof message === 'string' && message !== '') return message
  } catch {
    // Not ours: said below.
  }
  return 'The stream of changes was ended by the server.'
}
