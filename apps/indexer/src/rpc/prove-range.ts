import { AppError } from '@network3/core/app-error'
import type { Address } from '@network3/core/hex'
import type { RangeLogs } from './chain-source.ts'
import { proveBlockLogs, type VerificationMode } from './fetch-block-logs.ts'
import type { JsonRpc } from './json-rpc.ts'
import type { RpcHeader } from './rpc-header.ts'
import type { RpcLog } from './rpc-log.ts'

const BLOCKS_AT_ONCE = 16

/**
 * Proves a range's logs block by block, as blocks near the head are: its headers must follow on each other from the
 * first to the last, and each block's logs must be those of its header. Nodes are known to answer eth_getLogs with
 * less than there is and no error (go-ethereum issue 24078), and a final block that lacks a log is never looked at
 * again. Returns how many blocks were proven in which way. Throws RPC_ANSWER_INVALID (retryable).
 */
export async function proveRange(
  rpc: JsonRpc,
  addresses: readonly Address[],
  range: RangeLogs,
  readHeaders: (numbers: readonly bigint[]) => Promise<(RpcHeader | undefined)[]>,
): Promise<Map<VerificationMode, number>> {
  const logsOf = Map.groupBy(range.logs, (log) => log.blockNumber)
  const counts = new Map<VerificationMode, number>()
  let parent: RpcHeader | undefined
  for (let from = range.first.number; from <= range.last.number; from += BigInt(BLOCKS_AT_ONCE)) {
    const headers = await readHeaders(numbersFrom(from, range.last.number))
    // All places first: a proof that nobody waits for any more would fail with nobody to hear it, and end the process.
    const placed = headers.map((header, index) => {
      checkPlace(header, from + BigInt(index), parent, range)
      parent = header
      return header
    })
    const proofs = placed.map((header) =>
      proveBlockLogs(rpc, addresses, header, logsOf.get(header.number) ?? NO_LOGS),
    )
    for (const mode of await Promise.all(proofs)) counts.set(mode, (counts.get(mode) ?? 0) + 1)
  }
  return counts
}

const NO_LOGS: readonly RpcLog[] = []

function numbersFrom(from: bigint, last: bigint): bigint[] {
  const left = Number(last - from) + 1
  return Array.from({ length: Math.min(BLOCKS_AT_ONCE, left) }, (_, index) => from + BigInt(index))
}

/** A header must be there, be the child of the one before, and at the range's ends be the one already known. */
function checkPlace(
  header: RpcHeader | undefined,
  number: bigint,
  parent: RpcHeader | undefined,
  { first, last }: RangeLogs,
): asserts header is RpcHeader {
  const fits =
    header !== undefined &&
    header.number === number &&
    (parent === undefined || header.parentHash === parent.hash) &&
    (number !== first.number || header.hash === first.hash) &&
    (number !== last.number || header.hash === last.hash)
  if (fits) return
  throw new AppError(
    'RPC_ANSWER_INVALID',
    `The node's header of block ${number} has no place in its chain.`,
    {
      retryable: true,
    },
  )
}
