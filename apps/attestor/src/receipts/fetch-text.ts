const TIMEOUT_MS = 15_000
/** Receipts of 310,000 nodes are about 150 MB; more than this is no file of ours. */
const LARGEST_BYTES = 512 * 1024 * 1024

/** Text over HTTP. Undefined for 404; throws an Error in words for anything else that is not an answer. */
export async function fetchText(url: string, signal?: AbortSignal): Promise<string | undefined> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  const response = await fetch(url, {
    signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
  })
  if (response.status === 404) {
    await response.body?.cancel()
    return undefined
  }
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  if (Number(response.headers.get('content-length') ?? 0) > LARGEST_BYTES) {
    throw new Error(`${url} is too large`)
  }
  return response.text()
}
