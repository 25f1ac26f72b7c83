import type { Hex } from '@network3/core/hex'
import { type ChainReader, isSame } from './chain-reader.ts'
import type { TransactionEvent } from './transaction-phase.ts'
import type { TransactionRecord } from './transaction-record.ts'

/** How long a node must go on not knowing a transaction before it is called dropped: nodes behind one URL disagree. */
export const DROPPED_AFTER_MS = 15_000

export type Observation = TransactionEvent | { type: 'repriced'; hash: Hex }

/** When a transaction was first found missing, by id. The watcher keeps it in memory only. */
export type MissingSince = Map<Hex, number>

/**
 * One look at one transaction. Cases:
 * 1. a receipt: it is in a block, accepted or refused.
 * 2. no receipt, but there was one: its block left the chain.
 * 3. no receipt, and the node knows it: it waits.
 * 4. no receipt, and its nonce is used: the wallet sped it up (same call, new hash) or replaced it.
 * 5. no receipt, unknown, nonce free: after DROPPED_AFTER_MS of that it is dropped.
 * Throws when the RPC cannot be asked; nothing is concluded from that.
 */
export async function observeTransaction(
  record: TransactionRecord,
  reader: ChainReader,
  missingSince: MissingSince,
  nowMs: number,
): Promise<Observation | undefined> {
  const receipt = await reader.findReceipt(record.hash)
  if (receipt !== undefined) {
    missingSince.delete(record.id)
    if (receipt.isSuccess) return { type: 'included', block: receipt.block }
    const blockNumber = BigInt(receipt.block.number)
    return { type: 'reverted', failure: await reader.explainRevert({ ...record, blockNumber }) }
  }
  if (record.phase.status === 'mined' || record.phase.status === 'indexed') return { type: 'vanished' }
  if (await reader.isKnown(record.hash)) {
    missingSince.delete(record.id)
    return undefined
  }
  const successor = await findSuccessor(record, reader)
  if (successor !== undefined) return successor
  const since = missingSince.get(record.id) ?? nowMs
  missingSince.set(record.id, since)
  return nowMs - since >= DROPPED_AFTER_MS ? { type: 'dropped' } : undefined
}

async function findSuccessor(
  record: TransactionRecord,
  reader: ChainReader,
): Promise<Observation | undefined> {
  if (record.nonce === undefined) return undefined
  if ((await reader.getMinedNonce(record.from)) <= record.nonce) return undefined
  const call = await reader.findByNonce(record.from, record.nonce)
  // Mined between the first question and this one: the next look finds its receipt.
  if (call?.hash === record.hash) return undefined
  if (call !== undefined && isSame(call.to, record.to) && call.input === record.data) {
    return { type: 'repriced', hash: call.hash }
  }
  return { type: 'replaced', byHash: call?.hash }
}
