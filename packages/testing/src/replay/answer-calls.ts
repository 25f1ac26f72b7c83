import type { FileHandle } from 'node:fs/promises'
import { transactionsOf } from './block-transactions.ts'
import { createLogFilter } from './filter-logs.ts'
import { type History, hashAt, minedAtOf } from './history.ts'
import { GENESIS_AT } from './profile.ts'

export type RpcCall = { id: unknown; method: string; params: unknown[] }

/** How far the replayed chain is, by block number. */
export type ReplayHeads = { latest: number; finalized: number }

export type ReplayLimits = { latencyMs: number; maxLogs: number }

export const REPLAY_CHAIN_ID = 31337
const EPOCH_SECONDS = 3_600
/** Function selectors of genesisAt() and epochLength(). */
const CONSTANTS: Record<string, number> = { '0x270de12c': GENESIS_AT, '0x57d775f8': EPOCH_SECONDS }

/**
 * Answers JSON-RPC calls out of a history: pieces of text and bytes that follow each other in the response. Until it
 * is told how far the chain is, all of the history is there and final.
 */
export function createAnswerer(
  history: History,
  file: FileHandle,
  limits: ReplayLimits,
  heads: ReplayHeads = { latest: history.blocks, finalized: history.blocks },
) {
  const numberOf = new Map<string, number>()

  const numberAt = (tag: unknown): number => {
    if (tag === 'latest' || tag === 'pending' || tag === 'safe') return heads.latest
    if (tag === 'finalized') return heads.finalized
    if (tag === 'earliest') return 0
    return Number(tag)
  }
  const readLogs = async (from: number, to: number): Promise<Buffer> => {
    const start = history.offsets[from] ?? 0
    const end = history.offsets[to + 1] ?? start
    // The last log's comma stays behind.
    const bytes = Buffer.allocUnsafeSlow(Math.max(0, end - start - 1))
    await file.read(bytes, 0, bytes.length, start)
    return bytes
  }
  const block = async (number: number, isWhole: boolean): Promise<string> => {
    if (!(number >= 0 && number <= heads.latest)) return 'null'
    return headerText(history, number, isWhole ? transactionsOf(await readLogs(number, number)) : [])
  }
  const logs = async (filter: Record<string, unknown>): Promise<(string | Buffer)[]> => {
    const isOne = typeof filter.blockHash === 'string'
    if (isOne && numberOf.size === 0) {
      for (let number = 0; number <= history.blocks; number++) {
        numberOf.set(hashAt(history, number), number)
      }
    }
    const one = isOne ? numberOf.get(String(filter.blockHash)) : undefined
    if (isOne && one === undefined) return ['"error":{"code":-32000,"message":"unknown block"}']
    const from = one ?? Math.max(1, numberAt(filter.fromBlock))
    const to = Math.min(one ?? numberAt(filter.toBlock), heads.latest)
    if (from > to) return ['"result":[]']
    const count = (history.counts[to] ?? 0) - (history.counts[from - 1] ?? 0)
    if (count > limits.maxLogs) {
      const message = `query returned more than ${limits.maxLogs} results`
      return [`"error":{"code":-32005,"message":"${message}"}`]
    }
    const bytes = await readLogs(from, to)
    const chosen = createLogFilter(filter)?.(bytes)
    return ['"result":[', ...(chosen ?? [bytes]), ']']
  }
  const result = async ({ method, params }: RpcCall): Promise<(string | Buffer)[]> => {
    switch (method) {
      case 'eth_chainId':
        return [`"result":"0x${REPLAY_CHAIN_ID.toString(16)}"`]
      case 'eth_blockNumber':
        return [`"result":"0x${heads.latest.toString(16)}"`]
      case 'eth_getBlockByNumber':
        return [`"result":${await block(numberAt(params[0]), params[1] === true)}`]
      case 'eth_getLogs':
        return logs(params[0] as Record<string, unknown>)
      case 'eth_call': {
        const data = String((params[0] as { data?: unknown; input?: unknown }).data ?? '')
        const value = CONSTANTS[data]
        if (value === undefined) break
        return [`"result":"0x${value.toString(16).padStart(64, '0')}"`]
      }
    }
    return [`"error":{"code":-32601,"message":"the method ${method} does not exist/is not available"}`]
  }
  return {
    heads,
    answer: async (call: RpcCall): Promise<(string | Buffer)[]> => [
      `{"jsonrpc":"2.0","id":${JSON.stringify(call.id)},`,
      ...(await result(call)),
      '}',
    ],
  }
}

const ZERO_HASH = `0x${'0'.repeat(64)}`

/** A header with every field a client may want. Its bloom says "maybe" to everything. */
function headerText(history: History, number: number, transactions: readonly unknown[]): string {
  return JSON.stringify({
    number: `0x${number.toString(16)}`,
    hash: hashAt(history, number),
    parentHash: number === 0 ? ZERO_HASH : hashAt(history, number - 1),
    timestamp: `0x${minedAtOf(history, number).toString(16)}`,
    logsBloom: `0x${'ff'.repeat(256)}`,
    ...{ receiptsRoot: ZERO_HASH, stateRoot: ZERO_HASH, transactionsRoot: ZERO_HASH, mixHash: ZERO_HASH },
    ...{
      sha3Uncles: ZERO_HASH,
      uncles: [],
      transactions,
      miner: `0x${'0'.repeat(40)}`,
      nonce: '0x0000000000000000',
    },
    ...{ difficulty: '0x0', totalDifficulty: '0x0', extraData: '0x', size: '0x400', baseFeePerGas: '0x1' },
    ...{ gasLimit: '0x1c9c380', gasUsed: '0x5208' },
  })
}
