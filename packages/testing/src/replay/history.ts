import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { encodeDraft } from './encode-draft.ts'
import type { Profile, Transaction } from './profile.ts'

/** A history on disk: the logs of block n are bytes[offsets[n]] to bytes[offsets[n + 1]], each log with a comma after it. */
export type History = {
  name: string
  /** Blocks above `above` have other hashes: two histories of one profile are then a chain and its reorg. */
  fork: Fork | undefined
  file: string
  blocks: number
  events: number
  startsAt: number
  secondsPerBlock: number
  /** Events up to and with block n; place 0 is the block before the first. */
  counts: number[]
  offsets: number[]
}

/** When a block was mined, in whole seconds. */
export function minedAtOf(
  { startsAt, secondsPerBlock }: Pick<History, 'startsAt' | 'secondsPerBlock'>,
  number: number,
): number {
  return startsAt + Math.floor(number * secondsPerBlock)
}

type Fork = { above: number; name: string }

/** Hash of a block of a history. */
export function hashAt({ name, fork }: Pick<History, 'name' | 'fork'>, number: number): string {
  return blockHashOf(fork !== undefined && number > fork.above ? fork.name : name, number)
}

/** Hash of a block: any 32 bytes would do that follow from history and number. */
export function blockHashOf(name: string, number: number): string {
  return `0x${createHash('sha256').update(`${name}:${number}`).digest('hex')}`
}

/** Plays a profile to its end and writes every log as JSON-RPC gives it. */
export async function writeHistory(profile: Profile, file: string, fork?: Fork): Promise<History> {
  const stream = createWriteStream(file, { highWaterMark: 4 * 1024 * 1024 })
  const counts = [0]
  const offsets = [0, 0]
  let at = 0
  let events = 0
  for (let number = 1; number <= profile.blocks; number++) {
    const minedAt = minedAtOf(profile, number)
    const transactions = profile.next(number, minedAt)
    const hash = hashAt({ name: profile.name, fork }, number)
    const text = blockText(hash, number, minedAt, transactions)
    events += transactions.reduce((sum, transaction) => sum + transaction.length, 0)
    at += text.length
    counts.push(events)
    offsets.push(at)
    if (text !== '' && !stream.write(text, 'latin1')) await once(stream, 'drain')
  }
  stream.end()
  await once(stream, 'finish')
  const { name, blocks, startsAt, secondsPerBlock } = profile
  return { name, fork, file, blocks, events, startsAt, secondsPerBlock, counts, offsets }
}

function blockText(
  hash: string,
  number: number,
  minedAt: number,
  transactions: readonly Transaction[],
): string {
  const shared = `"blockNumber":"0x${number.toString(16)}","blockHash":"${hash}","blockTimestamp":"0x${minedAt.toString(16)}"`
  let text = ''
  let logIndex = 0
  for (const [index, transaction] of transactions.entries()) {
    const txHash = `0x${createHash('sha256').update(`${hash}:${index}`).digest('hex')}`
    for (const draft of transaction) {
      const { address, topics, data } = encodeDraft(draft)
      text +=
        `{"address":"${address}","topics":["${topics.join('","')}"],"data":"${data}",${shared},` +
        `"transactionHash":"${txHash}","transactionIndex":"0x${index.toString(16)}",` +
        `"logIndex":"0x${(logIndex++).toString(16)}","removed":false},`
    }
  }
  return text
}
