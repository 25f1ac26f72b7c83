import { AppError, toAppError } from '@network3/core/app-error'
import type { z } from 'zod'
import { ownHeaders, refusalOf, type Site } from './call-site.ts'

export type WatchCall<T> = Site & {
  /** Router and procedure: `jobs.watch`. */
  path: string
  input: unknown
  answer: z.ZodType<T>
  signal: AbortSignal
}

/** Pauses between attempts to reconnect double from the first to the last, ms. */
const PAUSES = { first: 200, last: 5_000 }
/** A site pings every ten seconds: what is silent for longer is gone. */
const SILENCE_MS = 30_000

/**
 * A stream of a site's API (server-sent events), resumed after the last event whenever it breaks off. Ends when the
 * signal is aborted. Throws the site's refusal when that will not pass, and UNAVAILABLE for messages of another version.
 */
export async function* watchSite<T>(call: WatchCall<T>): AsyncGenerator<T> {
  const { answer, signal } = call
  let lastEventId: string | undefined
  for (let pauseMs = PAUSES.first; !signal.aborted; pauseMs = Math.min(2 * pauseMs, PAUSES.last)) {
    try {
      for await (const { id, type, data } of readEvents(call, lastEventId)) {
        if (type === 'serialized-error') throw refusalOf({ error: data }) ?? broken('gave an odd error')
        if (id === undefined) continue
        const parsed = answer.safeParse(data)
        if (!parsed.success) throw broken('is of another version', parsed.error)
        yield parsed.data
        lastEventId = id
        pauseMs = PAUSES.first
      }
    } catch (error) {
      if (signal.aborted) return
      if (!toAppError(error).retryable) throw error
    }
    await new Promise((done) => setTimeout(done, pauseMs))
  }
}

type SiteEvent = { id: string | undefined; type: string; data: unknown }

async function* readEvents(
  { siteUrl, path, input, signal, onCall, ...site }: WatchCall<unknown>,
  lastEventId: string | undefined,
): AsyncGenerator<SiteEvent> {
  const url = new URL(`/api/trpc/${path}`, siteUrl)
  url.searchParams.set('input', JSON.stringify(input))
  onCall?.({ method: 'GET', url: url.href, body: undefined })
  const silence = new AbortController()
  let timer = setTimeout(() => silence.abort(), SILENCE_MS)
  const headers = {
    ...{ accept: 'text/event-stream', ...ownHeaders(site) },
    ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
  }
  const away = (cause: unknown) => broken('went away', cause)
  try {
    const request = { headers, signal: AbortSignal.any([signal, silence.signal]) }
    const response = await fetch(url, request).catch((cause: unknown) => {
      throw away(cause)
    })
    if (!response.ok || response.body === null) {
      throw refusalOf(await response.json().catch(() => undefined)) ?? broken(`answered ${response.status}`)
    }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (let text = ''; ; ) {
      const chunk = await reader.read().catch((cause: unknown) => {
        throw away(cause)
      })
      if (chunk.done) return
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), SILENCE_MS)
      text += chunk.value
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) yield parseEvent(block)
    }
  } finally {
    clearTimeout(timer)
    silence.abort()
  }
}

/** One event of a stream (WHATWG HTML, 9.2.6). */
function parseEvent(block: string): SiteEvent {
  const fields = new Map<string, string>()
  for (const line of block.split('\n')) {
    const at = line.indexOf(':')
    if (at > 0) fields.set(line.slice(0, at), line.slice(at + 1).trimStart())
  }
  const data = fields.get('data')
  const type = fields.get('event') ?? 'message'
  return {
    id: fields.get('id'),
    type,
    data: data === undefined || data === '' ? undefined : JSON.parse(data),
  }
}

function broken(what: string, cause?: unknown): AppError {
  return new AppError('UNAVAILABLE', `The site’s stream ${what}.`, { cause, retryable: true })
}
