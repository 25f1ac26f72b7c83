import type { Deployment } from '@network3/chain/deployment'
import { AppError } from '@network3/core/app-error'
import type { Address, Hex } from '@network3/core/hex'
import type { Pool } from '@network3/db/pool'
import { type Check, compareFacts } from '@network3/db/queries/audit/compare-facts'
import { findContractSums } from '@network3/db/queries/audit/find-contract-sums'
import { findOperatorFacts } from '@network3/db/queries/audit/find-operator-facts'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { type Clock, systemClock } from '@network3/service/clock'
import type { ChainSource } from '../rpc/chain-source.ts'
import { readViewsAt } from './contract-views.ts'

export type ContractAudit = { blockNumber: bigint; blockHash: Hex; checks: Check[] }

export type ContractAuditDeps = { pool: Pool; chain: ChainSource; deployment: Deployment; clock?: Clock }

/** Largest pools compared, and as many by chance: the whole is a matter of minutes, and audit:local's. */
const OPERATORS = 100
const ATTEMPTS = 5

/**
 * Holds what our rows add up to against what the contracts say themselves, at the block the database is at: every
 * number a contract keeps of the whole, and the pools, nodes and payments of a sample of operators.
 * Throws UNAVAILABLE when no provider has the state of a block the database was at.
 */
export async function compareWithContracts({
  pool,
  chain,
  deployment,
  clock = systemClock,
}: ContractAuditDeps): Promise<ContractAudit> {
  let cause: unknown
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const ours = await readOurs(pool)
    if (ours === undefined) throw new AppError('UNAVAILABLE', 'There is nothing in the database yet.')
    const { tip, sums, operators } = ours
    const views = readViewsAt(chain, deployment, tip.blockHash)
    try {
      const [theirSums, theirOperators] = await Promise.all([
        views.sums(sums.keys()),
        views.operators([...operators.keys()] as Address[]),
      ])
      return {
        ...{ blockNumber: tip.blockNumber, blockHash: tip.blockHash },
        checks: [
          compareFacts('sums', theirSums, sums),
          compareFacts('pools, nodes and payments of operators', theirOperators, operators),
        ],
      }
    } catch (error) {
      // The block was reorganised away, or its state is gone already: a newer one is taken.
      cause = error
      await clock.sleep(500)
    }
  }
  throw new AppError('UNAVAILABLE', 'The contracts could not be asked about the block the database is at.', {
    ...{ cause, retryable: true },
  })
}

function readOurs(pool: Pool) {
  return withSnapshot(pool, async (db) => {
    const tip = await getTip(db)
    if (tip === undefined) return undefined
    const sample = { size: OPERATORS, word: tip.blockHash }
    return { tip, sums: await findContractSums(db), operators: await findOperatorFacts(db, sample) }
  })
}
