import type { Hex } from '@network3/core/hex'
import { openWriter } from '@network3/db/write/open-writer'
import { createTip, readTip } from '@network3/db/write/tip'
import { createTestDatabase } from '@network3/testing/postgres'
import { expect, test } from 'vitest'
import { wrapWriter } from '../testing/bugs/wrap-writer.ts'
import { hashState } from '../testing/hash-state.ts'
import { createRandom } from '../testing/random.ts'
import { createRandomChain, type RandomBlock } from '../testing/random-chain.ts'
import { applyBatch } from './apply-batch.ts'
import { unwind } from './unwind.ts'

const clock = { genesisAt: 1_800_000_000n, epochLength: 60n }
const deploymentHash: Hex = `0x${'dd'.repeat(32)}`
const headsAt = (number: bigint) => ({ head: number, safe: 10n, finalized: 10n })

/** The writer whose connection the server ends just before its statement number `at` in a transaction. */
const openDoomed = (at: number) => {
  let count = 0
  return wrapWriter(async (_, __, run): Promise<'run'> => {
    count += 1
    // The server says nothing more; what the connection was about to do is never begun.
    if (count === at) await run('SELECT pg_terminate_backend(pg_backend_pid())')
    return 'run'
  })
}

type Work = Parameters<NonNullable<Awaited<ReturnType<typeof openWriter>>>['transaction']>[0]

async function runWith(open: typeof openWriter, url: string, work: Work): Promise<unknown> {
  const writer = await open(url, 31337)
  if (writer === undefined) throw new Error('The lock is taken.')
  return writer.transaction(work).finally(writer.close)
}

test('a connection killed before any statement of a block or of an undo leaves the database as it was', async () => {
  const database = await createTestDatabase()
  const chain = createRandomChain(createRandom(31))
  const anchor = chain.tip()
  const blocks = Array.from({ length: 30 }, () => chain.grow())
  const last = chain.tip()
  const apply = (parent: RandomBlock, part: RandomBlock[]): Work => {
    const end = part.at(-1) ?? parent
    const events = part.flatMap((block) => block.events)
    const heads = headsAt(end.number)
    return (tx) => applyBatch(tx, { parent, blocks: part, last: end, events, heads }, clock)
  }
  const state = () =>
    runWith(openWriter, database.url, async (tx) => {
      const { rows } = await tx.query('SELECT count(*) AS events FROM event')
      return [rows, (await readTip(tx))?.block, await hashState(tx)]
    })
  /** Kills it before each of its statements in turn, until it has none left. Gives how many there were. */
  const killEverywhere = async (work: Work) => {
    const before = await state()
    for (let at = 1; ; at++) {
      const outcome = await runWith(openDoomed(at), database.url, work).then(
        () => 'done',
        (error: { code?: string }) => error.code,
      )
      if (outcome === 'done') return at - 1
      expect(outcome, `statement ${at}`).toBe('DATABASE_UNREACHABLE')
      expect(await state(), `statement ${at}`).toEqual(before)
    }
  }
  try {
    const heads = headsAt(anchor.number)
    const tip = { chainId: 31337n, deploymentHash, startBlock: anchor.number + 1n, anchor, heads }
    await runWith(openWriter, database.url, (tx) => createTip(tx, tip))
    await runWith(openWriter, database.url, apply(anchor, blocks.slice(0, 15)))
    const middle = blocks[14] ?? anchor
    expect(await killEverywhere(apply(middle, blocks.slice(15)))).toBeGreaterThan(15)
    const undo: Work = (tx) => unwind(tx, { from: last, to: middle, heads: headsAt(last.number) }, clock)
    expect(await killEverywhere(undo)).toBeGreaterThan(15)
  } finally {
    await database.drop()
  }
}, 180_000)
