import { createPool } from '@network3/db/pool'
import { waitUntil } from '@network3/testing/wait-until'
import type { TestChain } from './test-chain.ts'

/** Waits until the database's tip is the chain's head, hash for hash. Returns its number. */
export async function waitUntilIndexed(
  databaseUrl: string,
  chain: TestChain,
  timeoutMs?: number,
): Promise<bigint> {
  // One connection for all looks: another for each would cost more than what is waited for.
  const pool = createPool(databaseUrl, { maxConnections: 1 })
  try {
    return await waitUntil(
      'the indexer reached the head of the chain',
      async () => {
        const head = await chain.actor(0).getBlock({ blockTag: 'latest' })
        const { rows } = await pool.query<{ tip: string }>(
          "SELECT '0x' || encode(block_hash, 'hex') AS tip FROM indexer_tip",
        )
        return rows[0]?.tip === head.hash ? head.number : undefined
      },
      timeoutMs,
    )
  } finally {
    await pool.end()
  }
}
