import { readCell } from '@network3/testing/dump-tables'
import { waitUntil } from '@network3/testing/wait-until'
import type { TestChain } from './test-chain.ts'

/** Waits until the database's tip is the chain's head, hash for hash. Returns its number. */
export async function waitUntilIndexed(
  databaseUrl: string,
  chain: TestChain,
  timeoutMs?: number,
): Promise<bigint> {
  return waitUntil(
    'the indexer reached the head of the chain',
    async () => {
      const head = await chain.actor(0).getBlock({ blockTag: 'latest' })
      const tip = await readCell(databaseUrl, "SELECT '0x' || encode(block_hash, 'hex') FROM indexer_tip")
      return tip === head.hash ? head.number : undefined
    },
    timeoutMs,
  )
}
