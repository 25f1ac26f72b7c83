import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'

const TIMEOUT_MS = 15_000
/** A file of 310,000 nodes is about 200 MB; more than this is not a file of ours. */
const LARGEST_BYTES = 512 * 1024 * 1024

/** The text published for a data hash. Throws FILE_UNREACHABLE (retryable). Whether it is right is not asked here. */
export async function fetchEpochFile(
  baseUrl: string | undefined,
  dataHash: Hex,
  signal?: AbortSignal,
): Promise<string> {
  if (baseUrl === undefined) throw unreachable('EPOCH_FILES_URL is not set')
  const url = `${baseUrl.replace(/\/$/, '')}/${dataHash}.json`
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const response = await fetch(url, {
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    })
    if (!response.ok) throw new Error(`${url} answered ${response.status}`)
    if (Number(response.headers.get('content-length') ?? 0) > LARGEST_BYTES)
      throw new Error(`${url} is too large`)
    return await response.text()
  } catch (cause) {
    throw unreachable(cause instanceof Error ? cause.message : String(cause), cause)
  }
}

function unreachable(detail: string, cause?: unknown): AppError {
  return new AppError('FILE_UNREACHABLE', `The epoch file could not be fetched: ${detail}.`, {
    cause,
    retryable: true,
  })
}
