import { isSamePage, keptPageFields } from './answer-kept-page.ts'
import type { Allowance } from './create-rate-limiter.ts'
import type { KeptPage } from './kept-pages.ts'

/** A kept page, or word that the caller has it. */
export function keptResponse(request: Request, page: KeptPage, allowance: Allowance): Response {
  const headers = keptPageFields(page, allowance)
  if (isSamePage(page, request.headers.get('if-none-match')))
    return new Response(null, { status: 304, headers })
  return new Response(new Uint8Array(page.body), { headers })
}

/** Keeps what was answered, unless it was a refusal. */
export async function keepResponse(
  request: Request,
  response: Response,
  keep: (text: string) => KeptPage,
  allowance: Allowance,
): Promise<Response> {
  if (response.status !== 200) return response
  return keptResponse(request, keep(await response.text()), allowance)
}

/** Path and query, by which pages are kept: what host it was asked of changes nothing. */
export function pathOf({ url }: Request): string {
  return url.slice(url.indexOf('/', url.indexOf('//') + 2))
}
