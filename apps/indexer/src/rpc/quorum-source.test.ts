import { AppError, isAppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import { packLog } from '@network3/core/packed-log'
import { describe, expect, it } from 'vitest'
import { encodeLog } from '../testing/encode-log.ts'
import type { SingleSource } from './chain-source.ts'
import type { Disagreement } from './disagreement.ts'
import type { Provider } from './provider.ts'
import { createQuorumSource } from './quorum-source.ts'
import type { RpcHeader } from './rpc-header.ts'
import type { RpcLog } from './rpc-log.ts'

const hashOf = (number: bigint, fork = 'a'): Hex => `0x${number.toString(16).padStart(63, '0')}${fork}`
const headerAt = (number: bigint, fork = 'a'): RpcHeader => ({
  ...{ number, hash: hashOf(number, fork), parentHash: hashOf(number - 1n, fork), minedAt: Number(number) },
  ...{ logsBloom: '0x01', receiptsRoot: hashOf(number, 'e') },
})
const logAt = (number: bigint, logIndex = 0, fork = 'a'): RpcLog =>
  encodeLog(
    'n3-token',
    'Transfer',
    { from: `0x${'1'.repeat(40)}`, to: `0x${'2'.repeat(40)}`, value: 1n },
    { blockNumber: number, logIndex, blockHash: hashOf(number, fork), blockTimestamp: 1 },
  )

type View = {
  head: bigint
  fork?: string
  finalized?: bigint
  logs?: (number: bigint) => RpcLog[]
  /** False: these logs cannot be all. */
  proves?: boolean
  change?: (header: RpcHeader) => RpcHeader
  isAway?: boolean
}

const away = () => new AppError('RPC_UNREACHABLE', 'It is away.', { retryable: true })
const invalid = (text: string) => new AppError('RPC_ANSWER_INVALID', text, { retryable: true })

/** A provider that sees the chain as `view` says; the view may change. */
function see(name: string, view: View): Provider {
  const logsAt = (number: bigint) => view.logs?.(number) ?? [logAt(number, 0, view.fork)]
  const headerOf = (number: bigint) => {
    const header = headerAt(number, view.fork)
    return number > view.head ? undefined : (view.change?.(header) ?? header)
  }
  const here = <T>(answer: () => T) => {
    if (view.isAway === true) return Promise.reject(away())
    return new Promise<T>((resolve) => resolve(answer()))
  }
  const proven = () => {
    if (view.proves === false) throw invalid('These logs are not all.')
    return 'receipts-root' as const
  }
  const source: SingleSource = {
    provesRanges: true,
    chainId: () => here(() => 31337),
    heads: () =>
      here(() => ({
        ...{ latest: headerOf(view.head) ?? headerAt(0n), safe: view.finalized ?? 0n },
        finalized: view.finalized ?? 0n,
      })),
    headers: (numbers) => here(() => numbers.map(headerOf)),
    blockLogs: (header) => here(() => ({ logs: logsAt(header.number), verified: proven() })),
    witness: (hash) =>
      here(() => {
        const number = BigInt(hash.slice(0, -1))
        const header = headerOf(number)
        return header?.hash === hash ? { header, logs: logsAt(number) } : undefined
      }),
    proveLogs: () => here(proven),
    rangeLogs: (from, to) =>
      here(() => {
        const range = { logs: logsAt(to), first: headerAt(from), last: headerAt(to) }
        return { sizeBytes: 1, read: () => range }
      }),
    proveRange: (range) =>
      here(() => {
        if (range.logs.length !== logsAt(range.last.number).length) throw invalid('A log is missing.')
        return new Map([[proven(), 1]])
      }),
    readUint: () => here(() => 7n),
    calls: () => here(() => []),
  }
  return { name, source, isResting: () => false }
}

function open(...views: View[]) {
  const disagreements: Disagreement[] = []
  const providers = views.map((view, index) => see('abc'[index] ?? '', view))
  const chain = createQuorumSource({
    ...{ providers, provesRanges: true },
    onDisagreement: (disagreement) => void disagreements.push(disagreement),
  })
  return { chain, disagreements }
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  )

describe('createQuorumSource', () => {
  it('gives what two providers agree on, proven by receipts as well', async () => {
    const { chain, disagreements } = open({ head: 9n }, { head: 9n })
    expect(await chain.blockLogs(headerAt(9n))).toEqual({ logs: [logAt(9n)], verified: 'receipts-root' })
    expect(await chain.headers([8n, 9n])).toEqual([headerAt(8n), headerAt(9n)])
    expect(disagreements).toEqual([])
  })

  it.each([
    ['leaves out a log', { head: 9n, logs: () => [] }],
    ['adds a log', { head: 9n, logs: (number: bigint) => [logAt(number), logAt(number, 1)] }],
    [
      'changes a log',
      {
        head: 9n,
        logs: (number: bigint) => [{ ...logAt(number), packed: packLog({ topics: [], data: '0x01' }) }],
      },
    ],
    ['empties the header', { head: 9n, change: (h: RpcHeader) => ({ ...h, logsBloom: '0x00' as Hex }) }],
  ])('advances on nothing while one of two %s, and names both and the block', async (_, lie: View) => {
    for (const isFirst of [true, false]) {
      const said = { ...lie }
      const { chain, disagreements } = open(...(isFirst ? [said, { head: 9n }] : [{ head: 9n }, said]))
      expect(await codeOf(chain.blockLogs(headerAt(9n)))).toBe('PROVIDERS_DISAGREE')
      expect(disagreements).toMatchObject([{ kind: 'logs', blockNumber: 9n, providers: ['a', 'b'] }])
      Object.assign(said, { logs: undefined, change: undefined })
      expect(await codeOf(chain.blockLogs(headerAt(9n)))).toBe('answered')
    }
  })

  it('follows two of three, names the third, and asks it last from then on', async () => {
    const { chain, disagreements } = open({ head: 9n, logs: () => [] }, { head: 9n }, { head: 9n })
    expect((await chain.blockLogs(headerAt(9n))).logs).toHaveLength(1)
    expect((await chain.blockLogs(headerAt(9n))).logs).toHaveLength(1)
    expect(disagreements).toMatchObject([{ kind: 'logs', providers: ['a'] }])
  })

  it('believes not even two that say the same where the receipts say otherwise', async () => {
    const lie = { head: 9n, logs: () => [], proves: false }
    expect(await codeOf(open(lie, lie).chain.blockLogs(headerAt(9n)))).toBe('RPC_ANSWER_INVALID')
  })

  it('goes only as far as two have come, and calls final only what two call final', async () => {
    const { chain } = open({ head: 20n, finalized: 15n }, { head: 12n, finalized: 6n }, { head: 14n })
    expect(await chain.heads()).toMatchObject({ latest: { number: 14n }, finalized: 6n })
  })

  it('holds still when fewer than two answer, and goes on with two of three', async () => {
    const two = open({ head: 9n }, { head: 9n, isAway: true }).chain
    expect(await codeOf(two.heads())).toBe('RPC_UNREACHABLE')
    expect(await codeOf(two.blockLogs(headerAt(9n)))).toBe('RPC_UNREACHABLE')
    const three = open({ head: 9n, isAway: true }, { head: 9n }, { head: 9n }).chain
    expect((await three.heads()).latest.number).toBe(9n)
    expect(await codeOf(three.blockLogs(headerAt(9n)))).toBe('answered')
  })

  it('does not take another fork for the chain on one provider’s word, nor one that is behind for a fork', async () => {
    const forked = open({ head: 9n }, { head: 9n, fork: 'f' })
    expect(await codeOf(forked.chain.headers([8n]))).toBe('PROVIDERS_DISAGREE')
    expect(forked.disagreements).toMatchObject([{ kind: 'header', blockNumber: 8n }])
    const behind = open({ head: 9n }, { head: 7n })
    expect(await behind.chain.headers([8n, 7n])).toEqual([undefined, headerAt(7n)])
    expect(behind.disagreements).toEqual([])
  })

  it('proves a range by another than the one it came from', async () => {
    const lie = { head: 9n, logs: () => [] }
    const liar = open(lie, { head: 9n })
    const range = (await liar.chain.rangeLogs(8n, 9n)).read()
    expect(await codeOf(liar.chain.proveRange(range))).toBe('PROVIDERS_DISAGREE')
    expect(liar.disagreements).toMatchObject([{ kind: 'range', blockNumber: 9n, providers: ['a', 'b'] }])

    const three = open({ head: 9n }, lie, { head: 9n })
    const proven = (await three.chain.rangeLogs(8n, 9n)).read()
    expect(await codeOf(three.chain.proveRange(proven))).toBe('answered')
    expect(three.disagreements).toMatchObject([{ kind: 'range', providers: ['b'] }])
  })
})
