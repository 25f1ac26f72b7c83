import { AppError } from '@network3/core/app-error'
import { z } from 'zod'

/** An amount, a number of a lease or of units, as the site's answers carry it. */
export const amountField = z
  .string()
  .regex(/^\d{1,78}$/)
  .transform((text) => BigInt(text))
/** An instant, as unix milliseconds. */
export const instantField = z.iso.datetime().transform((text) => Date.parse(text))

/** More than a day's limit is never looked at. */
const MOST_PAGES = 50

/** Every item of a list of the site, page by page. Throws UNAVAILABLE. */
export async function readAll<Item extends z.ZodType>(
  { siteUrl, list, input }: { siteUrl: string; list: string; input?: object },
  item: Item,
): Promise<z.output<Item>[]> {
  const answerSchema = z.object({
    result: z.object({ data: z.object({ items: z.array(item), nextCursor: z.string().nullable() }) }),
  })
  const items: z.output<Item>[] = []
  let cursor: string | undefined
  for (let page = 0; page < MOST_PAGES; page++) {
    const url = new URL(`/api/trpc/${list}`, siteUrl)
    const asked = { ...input, limit: 100, ...(cursor === undefined ? {} : { cursor }) }
    url.searchParams.set('input', JSON.stringify(asked))
    const { data } = await readPage(list, url, answerSchema)
    items.push(...data.items)
    if (data.nextCursor === null) break
    cursor = data.nextCursor
  }
  return items
}

async function readPage<Answer>(
  list: string,
  url: URL,
  schema: z.ZodType<{ result: Answer }>,
): Promise<Answer> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) })
    if (!response.ok) throw new Error(`the site answered ${response.status}`)
    return schema.parse(await response.json()).result
  } catch (cause) {
    throw new AppError('UNAVAILABLE', `The site does not answer ${list}.`, { cause, retryable: true })
  }
}
