import { AppError } from '@network3/core/app-error'
import type { Address, Hex } from '@network3/core/hex'
import { numberToHex } from 'viem'
import { checkRangeLogs } from './check-logs.ts'
import { fetchBlockLogs, proveBlockLogs, type VerificationMode } from './fetch-block-logs.ts'
import type { JsonRpc } from './json-rpc.ts'
import { proveRange } from './prove-range.ts'
import { type RpcHeader, readHeader } from './rpc-header.ts'
import { type RpcLog, readLogs } from './rpc-log.ts'

export type ChainHeads = { latest: RpcHeader; safe: bigint; finalized: bigint }

export type RangeLogs = {
  logs: RpcLog[]
  first: RpcHeader
  last: RpcHeader
  /** Who gave it, where there are several. */
  provider?: string
}

/** A range as its node sent it. `read` throws RPC_ANSWER_INVALID (retryable). */
export type UnreadRange = { sizeBytes: number; read(): RangeLogs }

/** What the indexer asks of a chain. Everything throws AppErrors that say whether another try is worth it. */
export type ChainSource = {
  chainId(): Promise<number>
  /** The newest block, and how far the chain's own finality is. */
  heads(): Promise<ChainHeads>
  /** Headers by number; undefined where the node has no such block. */
  headers(numbers: readonly bigint[]): Promise<(RpcHeader | undefined)[]>
  /** Logs of final blocks `from` to `to` with the headers at both ends: the last proves the node has come that far. */
  rangeLogs(from: bigint, to: bigint): Promise<UnreadRange>
  /** Whether proveRange does anything. */
  provesRanges: boolean
  /** Proves a range's logs against every header in it; resolves to how many blocks were proven in which way. */
  proveRange(range: RangeLogs): Promise<ReadonlyMap<VerificationMode, number>>
  /** Every log of one block, checked against its header. */
  blockLogs(header: RpcHeader): Promise<BlockLogs>
  /** A uint64 constant of a contract, such as genesisAt(); `selector` is the call's data. */
  readUint(contract: Address, selector: Hex): Promise<bigint>
  /** What contracts answer to calls as of one block, which is named by its hash. */
  calls(calls: readonly ContractCall[], blockHash: Hex): Promise<Hex[]>
}

type ContractCall = { to: Address; data: Hex }

type BlockLogs = { logs: RpcLog[]; verified: VerificationMode }

/** One provider's view of the chain, and what it can say of what another said. */
export type SingleSource = ChainSource & {
  /** The header of this hash and its logs, not proven yet; undefined where this provider has no such block. */
  witness(hash: Hex): Promise<Witness | undefined>
  /** Holds logs of a block against its header and receipts. Throws RPC_ANSWER_INVALID (retryable). */
  proveLogs(witness: Witness): Promise<VerificationMode>
}

export type Witness = { header: RpcHeader; logs: RpcLog[] }

export type ChainSourceOptions = {
  rpc: JsonRpc
  addresses: readonly Address[]
  /** How far behind the head counts as safe and final where the node knows no such tags. */
  fallbackDepth: { safe: bigint; finalized: bigint }
  /** False for a node that is one's own: what it says of final blocks is believed, many times faster. */
  provesRanges: boolean
}

export function createChainSource({
  rpc,
  addresses,
  fallbackDepth,
  provesRanges,
}: ChainSourceOptions): SingleSource {
  let hasTags = true

  const readHeads = async (): Promise<ChainHeads> => {
    const tags = hasTags ? ['latest', 'safe', 'finalized'] : ['latest']
    const answers = await rpc.batch(
      tags.map((tag) => ({ method: 'eth_getBlockByNumber', params: [tag, false] })),
    )
    const [latest, safe, finalized] = answers.map(readHeader)
    if (latest === undefined) {
      throw new AppError('RPC_ANSWER_INVALID', 'The node has no latest block.', { retryable: true })
    }
    const behind = (depth: bigint) => (latest.number > depth ? latest.number - depth : 0n)
    return {
      latest,
      safe: safe?.number ?? behind(fallbackDepth.safe),
      finalized: finalized?.number ?? behind(fallbackDepth.finalized),
    }
  }

  const headers = async (numbers: readonly bigint[]) => {
    const answers = await rpc.batch(
      numbers.map((number) => ({ method: 'eth_getBlockByNumber', params: [numberToHex(number), false] })),
    )
    return answers.map((answer, index) => readHeaderOf(answer, numbers[index]))
  }

  return {
    chainId: async () => {
      const [answer] = await rpc.batch([{ method: 'eth_chainId', params: [] }])
      return Number(readUint(answer))
    },
    heads: async () => {
      try {
        return await readHeads()
      } catch (error) {
        // Some nodes answer an unknown tag with an error instead of null.
        if (!hasTags || !(error instanceof AppError) || !/safe|finalized/i.test(error.message)) throw error
        hasTags = false
        return readHeads()
      }
    },
    headers,
    provesRanges,
    proveRange: async (range) =>
      provesRanges ? proveRange(rpc, addresses, range, headers) : new Map<VerificationMode, number>(),
    rangeLogs: async (from, to) => {
      const filter = { address: addresses, fromBlock: numberToHex(from), toBlock: numberToHex(to) }
      const answer = await rpc.fetchBatch([
        { method: 'eth_getLogs', params: [filter] },
        { method: 'eth_getBlockByNumber', params: [numberToHex(from), false] },
        { method: 'eth_getBlockByNumber', params: [numberToHex(to), false] },
      ])
      return { sizeBytes: answer.sizeBytes, read: () => readRange(answer.read(), from, to) }
    },
    blockLogs: (header) => fetchBlockLogs(rpc, addresses, header),
    witness: async (hash) => {
      const [headerAnswer, logsAnswer] = await rpc.batch([
        { method: 'eth_getBlockByHash', params: [hash, false] },
        { method: 'eth_getLogs', params: [{ address: addresses, blockHash: hash }] },
      ])
      const header = readHeader(headerAnswer)
      if (header === undefined) return undefined
      const logs = readLogs(logsAnswer)
      checkRangeLogs(logs, header.number, header)
      return { header, logs }
    },
    proveLogs: ({ header, logs }) => proveBlockLogs(rpc, addresses, header, logs),
    calls: async (calls, blockHash) => {
      const answers = await rpc.batch(
        calls.map((call) => ({ method: 'eth_call', params: [call, { blockHash }] })),
      )
      return answers.map((answer) => {
        if (typeof answer === 'string' && /^0x[0-9a-f]*$/.test(answer)) return answer as Hex
        throw new AppError('RPC_ANSWER_INVALID', 'The node gave no bytes for a call.', { retryable: true })
      })
    },
    readUint: async (contract, selector) => {
      const [answer] = await rpc.batch([
        { method: 'eth_call', params: [{ to: contract, data: selector }, 'latest'] },
      ])
      return readUint(answer)
    },
  }
}

function readRange([logsAnswer, firstAnswer, lastAnswer]: unknown[], from: bigint, to: bigint): RangeLogs {
  const first = readHeaderOf(firstAnswer, from)
  const last = readHeaderOf(lastAnswer, to)
  // A node that lags answers getLogs with what it has, which looks like silence on chain.
  if (first === undefined || last === undefined) {
    throw new AppError('RPC_ANSWER_INVALID', `The node does not have block ${to} yet.`, { retryable: true })
  }
  const logs = readLogs(logsAnswer)
  checkRangeLogs(logs, from, last)
  return { logs, first, last }
}

/** The header of this very block: an index that began with another one would lack what lies between. */
function readHeaderOf(answer: unknown, number: bigint | undefined): RpcHeader | undefined {
  const header = readHeader(answer)
  if (header === undefined || header.number === number) return header
  throw new AppError(
    'RPC_ANSWER_INVALID',
    `The node gave block ${header.number} where block ${number} was asked for.`,
    { retryable: true },
  )
}

function readUint(answer: unknown): bigint {
  if (typeof answer === 'string' && /^0x[0-9a-f]{1,64}$/.test(answer)) return BigInt(answer)
  throw new AppError('RPC_ANSWER_INVALID', 'The node did not give a number where one was asked for.', {
    retryable: true,
  })
}
