import type { LiveMessage } from '../routers/activity/live-activity.schema.ts'

export type StreamMessage<Data = LiveMessage> = { id: string; data: Data }

export type Stream<Data = LiveMessage> = {
  /** Messages so far. */
  messages: StreamMessage<Data>[]
  /** Resolves once `isThere` holds. Throws after the deadline, with what came instead. */
  until: (isThere: (messages: StreamMessage<Data>[]) => boolean) => Promise<void>
  close: () => void
}

const DEADLINE_MS = 10_000

/** Reads server-sent events off a real connection, as a browser's EventSource does. */
export async function readStream<Data = LiveMessage>(
  url: string,
  lastEventId?: string,
): Promise<Stream<Data>> {
  const ending = new AbortController()
  const headers = { accept: 'text/event-stream', ...(lastEventId && { 'last-event-id': lastEventId }) }
  const response = await fetch(url, { headers, signal: ending.signal })
  if (response.body === null || !response.ok)
    throw new Error(`no stream: ${response.status} ${await response.text()}`)
  const messages: StreamMessage<Data>[] = []
  const waiting = new Set<() => void>()
  const reading = collect<Data>(response.body, (message) => {
    messages.push(message)
    for (const wake of waiting) wake()
  }).catch(() => undefined)
  return {
    messages,
    until: (isThere) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look)
          reject(new Error(`the stream brought only ${JSON.stringify(messages.slice(-5))}`))
        }, DEADLINE_MS)
        const look = () => {
          if (!isThere(messages)) return
          clearTimeout(timer)
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
    close: () => {
      ending.abort()
      void reading
    },
  }
}

async function collect<Data>(
  body: ReadableStream<Uint8Array>,
  onMessage: (message: StreamMessage<Data>) => void,
): Promise<void> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const fields = new Map(
        block
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
      )
      const id = fields.get('id')
      // Pings and the greeting carry no id.
      if (id !== undefined) onMessage({ id, data: JSON.parse(fields.get('data') ?? 'null') })
    }
  }
}
