import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import type { ChainReader } from '../chain-reader.ts'
import { type BookedContract, type ChainEvent, readChainEvents } from './read-events.ts'

export type BookFollower<Book> = {
  /**
   * The book as of `blockNumber`. Reads only what is new, and all again when the chain was unwound below what
   * was read, or an earlier block is asked for. Throws what the chain answers; asking again is safe.
   */
  bookAt: (blockNumber: bigint) => Promise<Book>
}

/** Which events are read, and what they are entered in, in the order of the chain. */
export type BookKind<Book> = {
  contracts: readonly BookedContract[]
  create: () => Book
  enter: (book: Book, event: ChainEvent) => void
}

/** Logs asked for at once: a bound on the answer's size. */
const BLOCKS_PER_READ = 5_000n

/** Keeps a book of its own, from the logs alone: historic state is not asked for, so a restarted node has it all. */
export function followBook<Book>(chain: ChainReader, kind: BookKind<Book>): BookFollower<Book> {
  const { client, deployment } = chain
  let book = kind.create()
  let read: { number: bigint; hash: Hex } | undefined

  const forget = () => {
    book = kind.create()
    read = undefined
  }

  const isStillThere = async (place: { number: bigint; hash: Hex }) => {
    const block = await client.getBlock({ blockNumber: place.number }).catch(() => undefined)
    return block?.hash === place.hash
  }

  const readRange = async (fromBlock: bigint, toBlock: bigint) => {
    const before = read
    const [events, last] = await Promise.all([
      readChainEvents(chain, kind.contracts, fromBlock, toBlock),
      client.getBlock({ blockNumber: toBlock }),
    ])
    // Looked at after the logs came: had the chain been unwound meanwhile, they would not belong to this book.
    if (before !== undefined && !(await isStillThere(before))) {
      throw new AppError('RPC_ANSWER_INVALID', 'The chain was unwound while it was read.', {
        retryable: true,
      })
    }
    for (const event of events) kind.enter(book, event)
    read = { number: toBlock, hash: last.hash }
  }

  return {
    bookAt: async (blockNumber) => {
      if (read !== undefined && (read.number > blockNumber || !(await isStillThere(read)))) forget()
      try {
        for (let from = nextBlock(); from <= blockNumber; from = nextBlock()) {
          const to = from + BLOCKS_PER_READ - 1n
          await readRange(from, to < blockNumber ? to : blockNumber)
        }
      } catch (error) {
        // A range may have been entered in part.
        forget()
        throw error
      }
      return book
    },
  }

  function nextBlock(): bigint {
    return read === undefined ? BigInt(deployment.deploymentBlock) : read.number + 1n
  }
}
