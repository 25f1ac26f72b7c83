import { AppError, type AppErrorCode } from '@network3/core/app-error'
import { z } from 'zod'

const refusedSchema = z.object({
  error: z.object({
    message: z.string(),
    data: z.object({ code: z.string(), retryable: z.boolean().default(false) }),
  }),
})

export type SiteCall<T> = {
  siteUrl: string
  /** Router and procedure: `jobs.get`. */
  path: string
  kind: 'query' | 'mutation'
  input: unknown
  answer: z.ZodType<T>
}

/**
 * One call of a site's API. Throws the AppError the site answered, with its code; UNAVAILABLE (retryable) when nothing,
 * or something else, answers there.
 */
export async function callSite<T>({ siteUrl, path, kind, input, answer }: SiteCall<T>): Promise<T> {
  const url = new URL(`/api/trpc/${path}`, siteUrl)
  const json = JSON.stringify(input)
  if (kind === 'query') url.searchParams.set('input', json)
  // The site takes changes from its own origin only, so that no other page can make a browser send them.
  const headers = {
    ...{ 'content-type': 'application/json', origin: new URL(siteUrl).origin, 'x-n3-client': 'n3' },
  }
  const body = await fetch(url, {
    ...(kind === 'mutation' ? { method: 'POST', body: json, headers } : {}),
    signal: AbortSignal.timeout(30_000),
  })
    .then((response) => response.json())
    .catch((cause: unknown) => {
      throw new AppError('UNAVAILABLE', `No Network3 site answers at ${siteUrl}.`, { cause, retryable: true })
    })
  const refused = refusedSchema.safeParse(body)
  if (refused.success) {
    const { message, data } = refused.data.error
    // The site's codes are those of AppErrorCode; one of a newer site is passed on as it is.
    throw new AppError(data.code as AppErrorCode, message, { retryable: data.retryable })
  }
  const found = z.object({ result: z.object({ data: answer }) }).safeParse(body)
  if (found.success) return found.data.result.data
  throw new AppError('UNAVAILABLE', `What answers at ${siteUrl} is not a site of this version.`, {
    cause: found.error,
  })
}
