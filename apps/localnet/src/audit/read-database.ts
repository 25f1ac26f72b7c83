import type { Pool } from '@network3/db/pool'
import type { Facts } from '@network3/db/queries/audit/facts'
import { findBalanceFacts } from '@network3/db/queries/audit/find-balance-facts'
import {
  findBatchFacts,
  findDeviceFacts,
  findOrderFacts,
  findSaleFacts,
} from '@network3/db/queries/audit/find-device-facts'
import { findEarningFacts } from '@network3/db/queries/audit/find-earning-facts'
import { findEpochFacts } from '@network3/db/queries/audit/find-epoch-facts'
import { findEventFacts } from '@network3/db/queries/audit/find-event-facts'
import {
  findDirectoryRootFacts,
  findGenerationFacts,
  findRevocationFacts,
} from '@network3/db/queries/audit/find-key-facts'
import {
  findCancellationFacts,
  findLeaseFacts,
  findOfferFacts,
} from '@network3/db/queries/audit/find-lease-facts'
import { findNodeFacts } from '@network3/db/queries/audit/find-node-facts'
import { findOperatorFacts } from '@network3/db/queries/audit/find-operator-facts'
import { findPositionFacts } from '@network3/db/queries/audit/find-position-facts'
import { findRequestFacts } from '@network3/db/queries/audit/find-request-facts'
import { findNodeRewardFacts, findOperatorRewardFacts } from '@network3/db/queries/audit/find-reward-facts'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip, type Tip } from '@network3/db/queries/tip/get-tip'
import type { DatabaseStore } from './check-devices.ts'
import type { DatabaseKeys } from './check-keys.ts'
import type { DatabaseLeases } from './check-leases.ts'

/** Everything the audit compares, as of one block. */
export type DatabaseFacts = {
  tip: Tip
  balances: Facts
  earnings: Facts
  epochs: Facts
  events: Facts
  nodes: Facts
  nodeRewards: Facts
  operators: Facts
  operatorRewards: Facts
  positions: Facts
  requests: Facts
  store: DatabaseStore
  market: DatabaseLeases
  keys: DatabaseKeys
}

/** Reads it in one transaction; undefined before the indexer's first block. */
export function readDatabase(pool: Pool): Promise<DatabaseFacts | undefined> {
  return withSnapshot(pool, async (db) => {
    const tip = await getTip(db)
    if (tip === undefined) return undefined
    return {
      tip,
      balances: await findBalanceFacts(db),
      earnings: await findEarningFacts(db),
      epochs: await findEpochFacts(db),
      events: await findEventFacts(db),
      nodes: await findNodeFacts(db),
      nodeRewards: await findNodeRewardFacts(db),
      operators: await findOperatorFacts(db),
      operatorRewards: await findOperatorRewardFacts(db),
      positions: await findPositionFacts(db),
      requests: await findRequestFacts(db),
      store: {
        batches: await findBatchFacts(db),
        orders: await findOrderFacts(db),
        devices: await findDeviceFacts(db),
        sale: await findSaleFacts(db),
      },
      market: {
        leases: await findLeaseFacts(db),
        offers: await findOfferFacts(db),
        cancellations: await findCancellationFacts(db),
      },
      keys: {
        generations: await findGenerationFacts(db),
        revocations: await findRevocationFacts(db),
        roots: await findDirectoryRootFacts(db),
      },
    }
  })
}
