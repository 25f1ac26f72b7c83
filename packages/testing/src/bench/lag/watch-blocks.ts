export type Watcher = { close(): Promise<void> }

/**
 * Reads the API as a page does: the live stream says that a block is there, and the list is read again. `onVisible` is
 * told the number of the newest block whose rows that list shows, each time it was read.
 */
export async function watchBlocks(url: string, onVisible: (block: number) => void): Promise<Watcher> {
  const ending = new AbortController()
  const response = await fetch(`${url}/activity.live?input=%7B%7D`, {
    headers: { accept: 'text/event-stream' },
    signal: ending.signal,
  })
  if (!response.ok || response.body === null) throw new Error(`The live stream answered ${response.status}.`)
  const reading = readBlocks(response.body, async () => {
    const input = encodeURIComponent(JSON.stringify({ limit: 50 }))
    const page = await fetch(`${url}/activity.find?input=${input}`, { signal: ending.signal })
    const { result } = (await page.json()) as { result: { data: { items: { id: string }[] } } }
    const newest = result.data.items[0]?.id
    if (newest !== undefined) onVisible(Number(newest.split('-')[0]))
  }).catch((error: unknown) => {
    if (!ending.signal.aborted) throw error
  })
  return {
    close: async () => {
      ending.abort()
      await reading
    },
  }
}

/** Calls `onBlock` for each message of the stream that ends a block, one call at a time. */
async function readBlocks(body: ReadableStream<Uint8Array>, onBlock: () => Promise<void>): Promise<void> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (lines.some((line) => line.startsWith('event: serialized-error'))) throw new Error(lines.join('\n'))
    if (lines.some((line) => line.startsWith('data:') && line.includes('"type":"block"'))) await onBlock()
  }
}
