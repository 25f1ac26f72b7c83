import type { ReasonCode } from '@network3/core/reasons'
import { countEpochFiles } from '@network3/db/queries/epoch/count-epoch-files'
import { getDatabaseSize } from '@network3/db/queries/network/get-database-size'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip, type Tip } from '@network3/db/queries/tip/get-tip'
import { encodeAddress } from '../../encode/address.ts'
import { encodeReason } from '../../encode/reason.ts'
import { publicProcedure } from '../../trpc.ts'
import { getStatusInput, getStatusOutput } from './get-status.schema.ts'

/** A tip older than this means that blocks stopped coming, or that the indexer did. */
const STALE_SECONDS = 30
/** More blocks than this behind the head is catching up, not following. */
const BEHIND_BLOCKS = 5

export const getStatus = publicProcedure
  .meta({
    summary: 'The indexer: tip, lag, finality, last reorg, halt reason; contracts and database.',
    rest: { method: 'GET', path: '/status' },
  })
  .input(getStatusInput)
  .output(getStatusOutput)
  .query(async ({ ctx }) => {
    const { tip, files, sizeBytes } = await withSnapshot(ctx.pool, async (db) => ({
      tip: await getTip(db),
      files: await countEpochFiles(db),
      sizeBytes: await getDatabaseSize(db),
    }))
    const { chainId, contracts } = ctx.deployment
    return {
      chainId,
      contracts: {
        accessManager: encodeAddress(contracts.accessManager),
        n3Token: encodeAddress(contracts.n3Token),
        nodeRegistry: encodeAddress(contracts.nodeRegistry),
        staking: encodeAddress(contracts.staking),
        rewards: encodeAddress(contracts.rewards),
        edgeDevice: encodeAddress(contracts.edgeDevice),
        deviceSale: encodeAddress(contracts.deviceSale),
        leaseMarket: encodeAddress(contracts.leaseMarket),
        keyDirectory: encodeAddress(contracts.keyDirectory),
      },
      ...stateOf(tip, ctx.clock.now()),
      indexer: tip === undefined ? null : indexerOf(tip, ctx.clock.now()),
      epochFiles: files,
      database: { sizeBytes },
    }
  })

function indexerOf(tip: Tip, nowMs: number) {
  const { lastReorgDepth, lastReorgAt } = tip
  return {
    startBlock: Number(tip.startBlock),
    blockNumber: Number(tip.blockNumber),
    blockHash: tip.blockHash,
    minedAt: tip.minedAt.toISOString(),
    headNumber: Number(tip.headNumber),
    safeNumber: Number(tip.safeNumber),
    finalizedNumber: Number(tip.finalizedNumber),
    blocksBehind: blocksBehind(tip),
    lagSeconds: lagSeconds(tip, nowMs),
    reorgCount: tip.reorgCount,
    lastReorg:
      lastReorgDepth === null || lastReorgAt === null
        ? null
        : { depth: lastReorgDepth, at: lastReorgAt.toISOString() },
    updatedAt: tip.updatedAt.toISOString(),
  }
}

/** Cases, worst first: nothing indexed, stopped on purpose, no block for a while, catching up, live. */
function stateOf(tip: Tip | undefined, nowMs: number) {
  const is = (state: 'empty' | 'behind', code: ReasonCode) => ({ state, reason: encodeReason(code) })
  if (tip === undefined) return is('empty', 'INDEXER_EMPTY')
  if (tip.haltCode !== null) {
    const { nextStep, sentence } = encodeReason('INDEXER_HALTED')
    const reason = { code: tip.haltCode, sentence: tip.haltMessage ?? sentence, nextStep }
    return { state: 'halted' as const, reason }
  }
  if (blocksBehind(tip) > BEHIND_BLOCKS) return is('behind', 'INDEXER_BEHIND')
  if (lagSeconds(tip, nowMs) > STALE_SECONDS) return is('behind', 'INDEXER_STALE')
  return { state: 'live' as const, reason: null }
}

function blocksBehind(tip: Tip): number {
  return Math.max(0, Number(tip.headNumber - tip.blockNumber))
}

function lagSeconds(tip: Tip, nowMs: number): number {
  return Math.max(0, Math.round((nowMs - tip.minedAt.getTime()) / 100) / 10)
}
