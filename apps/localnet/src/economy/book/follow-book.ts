import type { Hex } from '@network3/core/hex'
import type { EconomyChain } from '../chain/economy-chain.ts'
import { type ChainBook, createChainBook, enterEvent } from './chain-book.ts'
import { readChainEvents } from './chain-event.ts'

export type BookFollower = {
  /**
   * The book as of `blockNumber`. Reads only what is new, and all again when the chain was unwound below what
   * was read, or an earlier block is asked for. Throws what the chain answers; asking again is safe.
   */
  bookAt: (blockNumber: bigint) => Promise<ChainBook>
}

/** Logs asked for at once: a bound on the answer's size. */
const BLOCKS_PER_READ = 5_000n

/** Keeps a book of its own, from the logs alone: historic state is not asked for, so a restarted node has it all. */
export function followBook(chain: EconomyChain): BookFollower {
  const { client, deployment } = chain
  const addresses = [
    deployment.contracts.nodeRegistry,
    deployment.contracts.staking,
    deployment.contracts.rewards,
  ]
  let book = createChainBook()
  let read: { number: bigint; hash: Hex } | undefined

  const forget = () => {
    book = createChainBook()
    read = undefined
  }

  const isUnwound = async () => {
    if (read === undefined) return false
    const block = await client.getBlock({ blockNumber: read.number }).catch(() => undefined)
    return block?.hash !== read.hash
  }

  const readRange = async (fromBlock: bigint, toBlock: bigint) => {
    const [logs, last] = await Promise.all([
      client.getLogs({ address: addresses, fromBlock, toBlock }),
      client.getBlock({ blockNumber: toBlock }),
    ])
    const untimed = new Set(logs.filter((log) => !log.blockTimestamp).map((log) => log.blockNumber))
    const blocks = await Promise.all([...untimed].map((blockNumber) => client.getBlock({ blockNumber })))
    const times = new Map(blocks.map((block) => [block.number, block.timestamp]))
    for (const event of readChainEvents(deployment, logs, (number) => times.get(number)))
      enterEvent(book, event)
    read = { number: toBlock, hash: last.hash }
  }

  return {
    bookAt: async (blockNumber) => {
      if ((read !== undefined && read.number > blockNumber) || (await isUnwound())) forget()
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
