import { AppError, type AppErrorCode } from '@network3/core/app-error'
import { z } from 'zod'

const detailsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
const refusedSchema = z.object({
  error: z.object({
    message: z.string(),
    data: z.object({
      code: z.string(),
      retryable: z.boolean().default(false),
      details: detailsSchema.nullish(),
    }),
  }),
})

/** A call as it goes over the wire, without what authorises it. */
export type HttpCall = { method: 'GET' | 'POST' | 'PUT'; url: string; body: string | undefined }

/** A Network3 site, and how it is spoken to. */
export type Site = {
  siteUrl: string
  /** `n3_…`: higher limits, usage by key, a spend cap. Nothing needs one. */
  apiKey?: string | undefined
  /** Of a session, in programs: browsers send theirs by themselves. */
  cookie?: string | undefined
  /** Told of the cookies an answer sets. */
  onCookies?: ((setCookies: readonly string[]) => void) | undefined
  /** Told of each call before it is made. */
  onCall?: ((call: HttpCall) => void) | undefined
}

export type SiteCall<T> = Site & {
  /** Router and procedure: `jobs.get`. */
  path: string
  kind: 'query' | 'mutation'
  input: unknown
  answer: z.ZodType<T>
  /** Sent again with the same one, a change is made once. */
  idempotencyKey?: string | undefined
}

/**
 * One call of a site's API. Throws the AppError the site answered, with its code; UNAVAILABLE (retryable) when nothing,
 * or something else, answers there.
 */
export async function callSite<T>(call: SiteCall<T>): Promise<T> {
  const { siteUrl, path, kind, input, answer, onCall } = call
  const url = new URL(`/api/trpc/${path}`, siteUrl)
  const json = JSON.stringify(input)
  if (kind === 'query' && json !== undefined) url.searchParams.set('input', json)
  const isChange = kind === 'mutation'
  onCall?.({ method: isChange ? 'POST' : 'GET', url: url.href, body: isChange ? json : undefined })
  // The site takes changes from its own origin only, so that no other page can make a browser send them.
  const headers = {
    ...{ 'content-type': 'application/json', origin: new URL(siteUrl).origin, 'x-n3-client': 'n3' },
  }
  const body = await fetch(url, {
    ...(isChange ? { method: 'POST', body: json } : {}),
    headers: { ...(isChange ? headers : {}), ...ownHeaders(call) },
    signal: AbortSignal.timeout(30_000),
  })
    .then((response) => {
      call.onCookies?.(response.headers.getSetCookie())
      return response.json()
    })
    .catch((cause: unknown) => {
      throw new AppError('UNAVAILABLE', `No Network3 site answers at ${siteUrl}.`, { cause, retryable: true })
    })
  const refusal = refusalOf(body)
  if (refusal !== undefined) throw refusal
  const found = z.object({ result: z.object({ data: answer }) }).safeParse(body)
  if (found.success) return found.data.result.data
  throw new AppError('UNAVAILABLE', `What answers at ${siteUrl} is not a site of this version.`, {
    cause: found.error,
  })
}

/** Who calls, where it says so; a key goes before a session. */
export function ownHeaders({
  apiKey,
  cookie,
  idempotencyKey,
}: Pick<SiteCall<unknown>, 'apiKey' | 'cookie' | 'idempotencyKey'>): Record<string, string> {
  return {
    ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    ...(apiKey === undefined && cookie !== undefined ? { cookie } : {}),
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  }
}

/** The AppError a site answered with its code; undefined for anything else. */
export function refusalOf(body: unknown): AppError | undefined {
  const refused = refusedSchema.safeParse(body)
  if (!refused.success) return undefined
  const { message, data } = refused.data.error
  const { retryable, details } = data
  // The site's codes are those of AppErrorCode; one of a newer site is passed on as it is.
  return new AppError(data.code as AppErrorCode, message, { retryable, ...(details ? { details } : {}) })
}
