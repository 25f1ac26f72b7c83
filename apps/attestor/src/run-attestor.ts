import type { ChainReader } from '@network3/chain/chain-reader'
import { readEpochTerms } from '@network3/chain/epochs/epoch-terms'
import { toAppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import { systemClock } from '@network3/service/clock'
import type { Logger } from '@network3/service/logger'
import type { Metrics } from '@network3/service/metrics'
import { backOffMs, retry } from '@network3/service/retry'
import type { LocalAccount } from 'viem'
import { createAttesting } from './attest/attest-epochs.ts'
import { createProposing } from './attest/propose-epochs.ts'
import { createAttestorMetrics } from './attestor-metrics.ts'
import { createEpochComputer } from './epochs/compute-epoch.ts'
import { openFileStore } from './epochs/file-store.ts'
import { serveAttestor } from './http/serve-attestor.ts'
import { fetchText } from './receipts/fetch-text.ts'
import { createReceiptsFinder } from './receipts/find-receipts.ts'

export type AttestorOptions = {
  chain: ChainReader
  account: LocalAccount
  folder: string
  port: number
  host: string
  receiptsUrl: string
  peers: readonly string[]
  /** Seconds after an epoch's end; undefined: as long as the epoch, at least two minutes. */
  receiptsWaitSeconds: number | undefined
  turnMs: number
  lookMs: number
  metrics: Metrics
  logger: Logger
  signal: AbortSignal
}

export type RunningAttestor = {
  port: number
  notReadyReasons(): { code: string; message: string }[]
  /** Resolves after the signal. */
  running: Promise<void>
}

/** Follows the chain, computes and signs what is due, and posts when it is its turn, until the signal. */
export async function startAttestor(options: AttestorOptions): Promise<RunningAttestor> {
  const { chain, account, peers, logger, signal } = options
  const terms = await retry(() => readEpochTerms(chain), {
    signal,
    isRetryable: () => true,
    onRetry: (err) => logger.warn({ err }, 'the chain did not answer'),
  })
  const store = openFileStore(options.folder, chain.deployment.genesisHash as Hex)
  const metrics = createAttestorMetrics(options.metrics)
  const least = terms.clock.epochLength > 120n ? terms.clock.epochLength : 120n
  const attesting = createAttesting({
    ...{ chain, terms, store, account, metrics, logger },
    computer: createEpochComputer(chain, terms),
    findReceipts: createReceiptsFinder({ store, receiptsUrl: options.receiptsUrl, peers, logger, signal }),
    fetchEpochText: async (dataHash) => {
      for (const peer of peers) {
        const url = `${peer.replace(/\/$/, '')}/epochs/${dataHash}.json`
        const text = await fetchText(url, signal).catch(() => undefined)
        if (text !== undefined) return text
      }
      return undefined
    },
    receiptsWaitSeconds: BigInt(options.receiptsWaitSeconds ?? least),
  })
  const { candidateOf, attestationOf } = attesting
  const propose = createProposing({
    ...{ chain, account, peers, candidateOf, metrics, logger, signal, turnMs: options.turnMs },
  })
  const server = await serveAttestor({ port: options.port, host: options.host, store, attestationOf })
  let problem: { code: string; message: string } | undefined = {
    code: 'STARTING',
    message: 'The chain has not been read yet.',
  }

  const run = async () => {
    let failures = 0
    while (!signal.aborted) {
      try {
        const due = await attesting.advance()
        problem = undefined
        await propose(due, Date.now())
        failures = 0
      } catch (error) {
        if (signal.aborted) break
        failures++
        metrics.failures.inc()
        const { code, message } = toAppError(error)
        // One failure may be another attestor that was first, or a node that restarts.
        if (failures > 3) problem = { code, message }
        logger.warn({ err: error, failures }, 'a look failed and is repeated')
      }
      const waitMs =
        failures === 0 ? options.lookMs : backOffMs(failures, { baseMs: options.lookMs, maxMs: 15_000 })
      await systemClock.sleep(waitMs, signal)
    }
    await server.close()
  }
  return {
    port: server.port,
    notReadyReasons: () => (problem === undefined ? [] : [problem]),
    running: run(),
  }
}
