import 'server-only'

type Page<Item> = { items: Item[]; nextCursor: string | null }

/** A download has an end: a list longer than this is cut. */
const MAXIMUM_ROWS = 100_000

/**
 * Streams a keyset list as text, page by page, so that a long one needs no memory. An error midway breaks the
 * download off, so that a cut file never looks whole.
 */
export function streamPages<Item>(options: {
  find: (cursor: string | undefined) => Promise<Page<Item>>
  head: string
  line: (item: Item, index: number) => string
  tail: string
}): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let cursor: string | undefined
  let count = 0
  let isDone = false
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(options.head)),
    async pull(controller) {
      if (isDone) return
      const { items, nextCursor } = await options.find(cursor)
      const text = items.map((item) => options.line(item, count++)).join('')
      isDone = nextCursor === null || count >= MAXIMUM_ROWS
      cursor = nextCursor ?? undefined
      controller.enqueue(encoder.encode(isDone ? text + options.tail : text))
      if (isDone) controller.close()
    },
  })
}

export function download(
  body: ReadableStream<Uint8Array>,
  name: string,
  type: 'text/csv' | 'application/json',
) {
  return new Response(body, {
    headers: {
      'Content-Type': `${type}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    },
  })
}
