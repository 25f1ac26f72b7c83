import type { Address } from '@network3/core/hex'
import type { Clock } from '@network3/service/clock'
import { type ChainSourceOptions, createChainSource, type SingleSource } from './chain-source.ts'
import { createCircuitBreaker } from './circuit-breaker.ts'
import { createJsonRpc, isRefusedForNow, type JsonRpc } from './json-rpc.ts'
import { createTokenBucket } from './token-bucket.ts'

/** One of RPC_URL's nodes. */
export type Provider = {
  /** Host and port: a path or a login may be a secret. */
  name: string
  source: SingleSource
  /** True while it is left alone because it does not answer. */
  isResting(): boolean
}

export type ProviderOptions = Pick<ChainSourceOptions, 'fallbackDepth' | 'provesRanges'> & {
  addresses: readonly Address[]
  callsPerSecond: number | undefined
  timeoutMs: number
  onRequest?: (provider: string, outcome: 'ok' | 'error', durationMs: number) => void
  clock?: Clock
}

/** Every node of RPC_URL behind its own token bucket and circuit breaker. */
export function openProviders(urls: readonly string[], options: ProviderOptions): Provider[] {
  return urls.map((url, index) => {
    const { host } = new URL(url)
    const isAlone = urls.filter((other) => new URL(other).host === host).length === 1
    return openProvider(url, isAlone ? host : `${host} (${index + 1})`, options)
  })
}

function openProvider(url: string, name: string, options: ProviderOptions): Provider {
  const { callsPerSecond, timeoutMs, onRequest, clock, ...rest } = options
  const rpc = createJsonRpc({
    ...{ url, timeoutMs },
    onRequest: (outcome, durationMs) => onRequest?.(name, outcome, durationMs),
  })
  const bucket = createTokenBucket(callsPerSecond, clock)
  const breaker = createCircuitBreaker(name, clock === undefined ? {} : { clock })
  const guarded = async <T>(calls: number, send: () => Promise<T>): Promise<T> => {
    await bucket.take(calls)
    try {
      const answer = await breaker.run(send)
      bucket.answered()
      return answer
    } catch (error) {
      if (isRefusedForNow(error)) bucket.refused()
      throw error
    }
  }
  const held: JsonRpc = {
    batch: (calls) => guarded(calls.length, () => rpc.batch(calls)),
    fetchBatch: (calls) => guarded(calls.length, () => rpc.fetchBatch(calls)),
  }
  return { name, source: createChainSource({ ...rest, rpc: held }), isResting: breaker.isOpen }
}
