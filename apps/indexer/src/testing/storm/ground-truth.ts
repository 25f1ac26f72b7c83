import { createHash } from 'node:crypto'
import type { Hex } from '@network3/core/hex'
import { createPool } from '@network3/db/pool'
import { type Check, compareFacts } from '@network3/db/queries/audit/compare-facts'
import { findEventFacts } from '@network3/db/queries/audit/find-event-facts'
import { getAddress } from 'viem'
import { compareWithContracts } from '../../audit/compare-with-contracts.ts'
import { contractsByAddress } from '../../deployment-contracts.ts'
import { createChainSource } from '../../rpc/chain-source.ts'
import { createJsonRpc } from '../../rpc/json-rpc.ts'
import type { TestChain } from '../test-chain.ts'

/** Holds a database against the chain itself: every log as viem reads it, and the contracts' own views. */
export async function compareWithChain(databaseUrl: string, chain: TestChain): Promise<Check[]> {
  const { deployment, anvil } = chain
  const pool = createPool(databaseUrl, { maxConnections: 1 })
  const contracts = contractsByAddress(deployment)
  const source = createChainSource({
    ...{ rpc: createJsonRpc({ url: anvil.rpcUrl }), addresses: [...contracts.keys()] },
    ...{ fallbackDepth: { safe: 0n, finalized: 0n }, provesRanges: false },
  })
  try {
    const logs = await chain.admin.getLogs({
      address: [...contracts.keys()].map((address) => getAddress(address)),
      ...{ fromBlock: BigInt(deployment.deploymentBlock), toBlock: 'latest' },
    })
    const truth = new Map(
      logs.map(({ blockNumber, logIndex, blockHash, transactionHash, topics, data }) => [
        `${blockNumber}/${logIndex}`,
        { digest: digestOf([blockHash, transactionHash, ...topics, data]) },
      ]),
    )
    const events = compareFacts('events against logs', truth, await findEventFacts(pool))
    const { checks } = await compareWithContracts({ pool, chain: source, deployment })
    return [events, ...checks]
  } finally {
    await pool.end()
  }
}

/** As findEventFacts in packages/db does it. */
function digestOf(parts: readonly Hex[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part.slice(2), 'hex')
  return `0x${hash.digest('hex')}`
}
