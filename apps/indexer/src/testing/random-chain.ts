import type { BlockHeader } from '@network3/db/write/blocks'
import type { ContractsByAddress } from '../deployment-contracts.ts'
import { type IndexedEvent, indexLogs } from '../store/index-logs.ts'
import { encodeLog, madeUpAddresses } from './encode-log.ts'
import { createModel, type Model } from './model.ts'
import type { Random } from './random.ts'
import { actRandomly } from './random-events.ts'

export type RandomBlock = BlockHeader & {
  events: IndexedEvent[]
  /** What the tables must say once this block is applied. */
  model: Model
}

export type RandomChain = {
  blocks: RandomBlock[]
  tip(): RandomBlock
  grow(): RandomBlock
  /** Forgets the last `depth` blocks; the next one grows on what remains. */
  shrink(depth: number): void
}

const contracts: ContractsByAddress = new Map(
  Object.entries(madeUpAddresses).map(([name, address]) => [address, name as keyof typeof madeUpAddresses]),
)

/** A chain that consistent, made-up histories grow on, with forks. */
export function createRandomChain(random: Random): RandomChain {
  const anchor: RandomBlock = {
    ...{ number: 10n, hash: random.hex(32), parentHash: null, minedAt: createModel().now },
    ...{ events: [], model: createModel() },
  }
  const blocks = [anchor]
  const tip = () => blocks.at(-1) ?? anchor
  return {
    blocks,
    tip,
    shrink: (depth) => void blocks.splice(Math.max(1, blocks.length - depth)),
    grow: () => {
      const parent = tip()
      const model = structuredClone(parent.model)
      model.now += random.pick([1, 2, 30, 1_800])
      const header = { number: parent.number + 1n, hash: random.hex(32), minedAt: model.now }
      const actions = Array.from({ length: random.below(5) }, () => actRandomly(model, random))
      const logs = actions
        .flatMap((drafts, transactionIndex) => drafts.map((draft) => ({ draft, transactionIndex })))
        .map(({ draft: [contract, name, args], transactionIndex }, logIndex) =>
          encodeLog(contract, name, args, {
            ...{ blockNumber: header.number, blockHash: header.hash, logIndex, transactionIndex },
            blockTimestamp: model.now,
          }),
        )
      const block = {
        ...{ ...header, parentHash: parent.hash, model },
        events: indexLogs(logs, contracts, () => model.now),
      }
      blocks.push(block)
      return block
    },
  }
}
