import type { Hex } from '@network3/core/hex'
import type { Client } from '@network3/db/pool'
import { findUnverifiedEpochs } from '@network3/db/write/epoch-files'
import { openWriter, type Writer } from '@network3/db/write/open-writer'
import { addRewards } from '@network3/db/write/rewards'
import { createTip } from '@network3/db/write/tip'
import { dumpTables } from '@network3/testing/dump-tables'
import { createTestDatabase, type TestDatabase } from '@network3/testing/postgres'
import { afterEach, expect, test } from 'vitest'
import { hashState } from '../testing/hash-state.ts'
import { createRandom } from '../testing/random.ts'
import { createRandomChain, type RandomBlock } from '../testing/random-chain.ts'
import { readModel } from '../testing/read-model.ts'
import { applyBatch } from './apply-batch.ts'
import { unwind } from './unwind.ts'

/** For each of two seeds. */
const STEPS = Number(process.env.N3_PROPERTY_STEPS ?? 1_000)
const clock = { genesisAt: 1_800_000_000n, epochLength: 60n }
const deploymentHash: Hex = `0x${'dd'.repeat(32)}`
const opened: { database: TestDatabase; writer: Writer }[] = []

afterEach(async () => {
  for (const { database, writer } of opened.splice(0)) {
    await writer.close()
    await database.drop()
  }
})

async function open(anchor: RandomBlock) {
  const database = await createTestDatabase()
  const writer = await openWriter(database.url, 31337)
  if (writer === undefined) throw new Error('The lock of a fresh database is taken.')
  opened.push({ database, writer })
  const heads = { head: anchor.number, safe: anchor.number, finalized: anchor.number }
  await writer.transaction((tx) =>
    createTip(tx, { chainId: 31337n, deploymentHash, startBlock: anchor.number + 1n, anchor, heads }),
  )
  return { database, writer }
}

const headsAt = (number: bigint) => ({ head: number, safe: 10n, finalized: 10n })

function apply(writer: Writer, parent: RandomBlock, blocks: RandomBlock[]): Promise<unknown> {
  const last = blocks.at(-1)
  if (last === undefined) throw new Error('Nothing to apply.')
  const events = blocks.flatMap((block) => block.events)
  return writer.transaction((tx) =>
    applyBatch(tx, { parent, blocks, last, events, heads: headsAt(last.number) }, clock),
  )
}

/** Stands in for published files: what an epoch pays follows from its root alone. */
async function verifyEpochs(tx: Client): Promise<void> {
  for (const epoch of await findUnverifiedEpochs(tx, 0n, 1_000)) {
    const operators = [0, 1, 2, 3].map((index) => {
      const amountWei = BigInt(`0x${epoch.root.slice(2 + index * 8, 10 + index * 8)}`)
      const operator: Hex = `0x${(0x100 + index).toString(16).padStart(40, '0')}`
      return { operator, amountWei, cumulativeWei: amountWei * 2n }
    })
    const [first] = operators
    const nodes = first === undefined ? [] : [{ ...first, node: first.operator, inputs: { slots: 24 } }]
    await addRewards(tx, epoch, operators, nodes)
  }
}

test.each([11, 22])(
  `${STEPS} random applies and unwinds leave the fold of the events that remain (seed %i)`,
  async (seed) => {
    const random = createRandom(seed)
    const chain = createRandomChain(random)
    const { database, writer } = await open(chain.tip())
    const hashes = new Map<Hex, string>()
    let unwound = 0
    for (let step = 0; step < STEPS; step++) {
      const parent = chain.tip()
      if (random.below(10) < 7) {
        const blocks = Array.from({ length: 1 + random.below(3) }, () => chain.grow())
        await apply(writer, parent, blocks)
      } else {
        chain.shrink(1 + random.below(8))
        if (chain.tip() === parent) continue
        const to = chain.tip()
        unwound += await writer.transaction((tx) =>
          unwind(tx, { from: parent, to, heads: headsAt(parent.number) }, clock),
        )
      }
      await writer.transaction(verifyEpochs)
      const hash = await writer.transaction(hashState)
      const before = hashes.get(chain.tip().hash)
      if (before !== undefined && before !== hash) {
        // Says what differs, where the model knows of it.
        expect(await writer.transaction(readModel), `step ${step}, seed ${seed}`).toEqual(chain.tip().model)
        throw new Error(`Step ${step} of seed ${seed}: unwinding did not lead back to what was there before.`)
      }
      hashes.set(chain.tip().hash, hash)
      if (step % 25 === 0) {
        const { now: _, ...model } = chain.tip().model
        expect(await writer.transaction(readModel), `step ${step}, seed ${seed}`).toEqual(model)
      }
    }
    expect(unwound).toBeGreaterThan(STEPS / 10)

    const [anchor, ...rest] = chain.blocks
    if (anchor === undefined) throw new Error('The chain has no anchor.')
    const clean = await open(anchor)
    await apply(clean.writer, anchor, rest)
    await clean.writer.transaction(verifyEpochs)
    expect(await dumpTables(clean.database.url)).toEqual(await dumpTables(database.url))
  },
  180_000,
)
