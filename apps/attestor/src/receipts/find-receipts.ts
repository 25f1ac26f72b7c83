import { toAppError } from '@network3/core/app-error'
import { parseReceiptsFile } from '@network3/core/receipts-file'
import type { Logger } from '@network3/service/logger'
import type { FileStore } from '../epochs/file-store.ts'
import { fetchText } from './fetch-text.ts'

export type ReceiptsDeps = {
  store: FileStore
  /** Base of the gateway. */
  receiptsUrl: string
  /** Bases of the other attestors. */
  peers: readonly string[]
  logger: Logger
  signal: AbortSignal
}

/**
 * The receipts of an epoch: what this attestor has had before, for good, so that nobody can make it sign two; else what
 * the gateway serves; else, when the gateway cannot be reached at all, a copy that another attestor keeps (its
 * signatures are checked like any). Undefined while nobody has them.
 */
export function createReceiptsFinder({ store, receiptsUrl, peers, logger, signal }: ReceiptsDeps) {
  const urlOf = (base: string, epoch: bigint) => `${base.replace(/\/$/, '')}/v1/epochs/${epoch}/receipts.json`

  const read = async (base: string, epoch: bigint): Promise<string | undefined> => {
    const text = await fetchText(urlOf(base, epoch), signal)
    if (text !== undefined) parseReceiptsFile(text)
    return text
  }

  const fromPeers = async (epoch: bigint): Promise<string | undefined> => {
    for (const peer of peers) {
      const text = await read(peer, epoch).catch(() => undefined)
      if (text !== undefined) return text
    }
    return undefined
  }

  return async (epoch: bigint): Promise<string | undefined> => {
    const kept = store.readReceipts(epoch)
    if (kept !== undefined) return kept
    let text: string | undefined
    try {
      text = await read(receiptsUrl, epoch)
    } catch (error) {
      if (signal.aborted) throw error
      logger.warn({ epoch: String(epoch), err: toAppError(error) }, 'the gateway gave no receipts')
      text = await fromPeers(epoch)
      if (text !== undefined) logger.warn({ epoch: String(epoch) }, 'receipts came from another attestor')
    }
    if (text !== undefined) store.writeReceipts(epoch, text)
    return text
  }
}
