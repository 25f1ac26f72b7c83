import type { ReasonCode } from '@network3/core/reasons'
import { countEpochFiles } from '@network3/db/queries/epoch/count-epoch-files'
import { getDatabaseSize } from '@network3/db/queries/network/get-database-size'
import { withSnapshot } from '@network3/db/queries/snapshot'
import {
  type CheckRow,
  type DisagreementRow,
  findDisagreements,
  findProviders,
  getChecks,
} from '@network3/db/queries/tip/get-checks'
import { getTip, type Tip } from '@network3/db/queries/tip/get-tip'
import { encodeAddress } from '../../encode/address.ts'
import { encodeReason } from '../../encode/reason.ts'
import { publicProcedure } from '../../trpc.ts'
import { getStatusInput, getStatusOutput } from './get-status.schema.ts'

/** A tip older than this means that blocks stopped coming, or that the indexer did. */
const STALE_SECONDS = 30
/** More blocks than this behind the head is catching up, not following. */
const BEHIND_BLOCKS = 5
/** Disagreements of providers that are shown. */
const DISAGREEMENTS = 10

export const getStatus = publicProcedure
  .meta({
    summary: 'The indexer: tip, lag, finality, last reorg, halt reason; contracts and database.',
    rest: { method: 'GET', path: '/status' },
  })
  .input(getStatusInput)
  .output(getStatusOutput)
  .query(async ({ ctx }) => {
    const { tip, files, sizeBytes, providers, disagreements, checks } = await withSnapshot(
      ctx.pool,
      async (db) => ({
        tip: await getTip(db),
        files: await countEpochFiles(db),
        sizeBytes: await getDatabaseSize(db),
        providers: await findProviders(db),
        disagreements: await findDisagreements(db, DISAGREEMENTS),
        checks: await getChecks(db),
      }),
    )
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
      ...stateOf({ tip, disagreements, checks }, ctx.clock.now()),
      indexer: tip === undefined ? null : indexerOf(tip, ctx.clock.now()),
      providers: providers.map(({ name, state, headNumber, heardAt }) => ({
        ...{ name, state: providerStates.find((known) => known === state) ?? 'silent' },
        headNumber: headNumber === null ? null : Number(headNumber),
        heardAt: heardAt?.toISOString() ?? null,
      })),
      disagreements: disagreements.map(({ firstSeenAt, lastSeenAt, resolvedAt, blockNumber, ...rest }) => ({
        ...{ ...rest, blockNumber: Number(blockNumber) },
        ...{ firstSeenAt: firstSeenAt.toISOString(), lastSeenAt: lastSeenAt.toISOString() },
        resolvedAt: resolvedAt?.toISOString() ?? null,
      })),
      checks: checks === undefined ? null : checksOf(checks),
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

const providerStates = ['live', 'stale', 'silent'] as const

function checksOf({ verifiedNumber, audit }: CheckRow) {
  return {
    verifiedNumber: Number(verifiedNumber),
    audit: audit && { ...audit, blockNumber: Number(audit.blockNumber), at: audit.at.toISOString() },
  }
}

type Findings = { tip: Tip | undefined; disagreements: DisagreementRow[]; checks: CheckRow | undefined }

/**
 * Cases, worst first: nothing indexed, stopped on purpose, providers that disagree, no block for a while, catching up,
 * sums that differ, live.
 */
function stateOf({ tip, disagreements, checks }: Findings, nowMs: number) {
  const is = (state: 'empty' | 'behind', code: ReasonCode) => ({ state, reason: encodeReason(code) })
  if (tip === undefined) return is('empty', 'INDEXER_EMPTY')
  if (tip.haltCode !== null) {
    const { nextStep, sentence } = encodeReason('INDEXER_HALTED')
    const reason = { code: tip.haltCode, sentence: tip.haltMessage ?? sentence, nextStep }
    return { state: 'halted' as const, reason }
  }
  const isHeldUp = disagreements.some(
    ({ resolvedAt, blockNumber }) => resolvedAt === null && blockNumber > tip.blockNumber,
  )
  if (isHeldUp) return is('behind', 'PROVIDERS_DISAGREE')
  if (blocksBehind(tip) > BEHIND_BLOCKS) return is('behind', 'INDEXER_BEHIND')
  if (lagSeconds(tip, nowMs) > STALE_SECONDS) return is('behind', 'INDEXER_STALE')
  const differs = (checks?.audit?.differences ?? 0) > 0
  return { state: 'live' as const, reason: differs ? encodeReason('SUMS_DIFFER') : null }
}

function blocksBehind(tip: Tip): number {
  return Math.max(0, Number(tip.headNumber - tip.blockNumber))
}

function lagSeconds(tip: Tip, nowMs: number): number {
  return Math.max(0, Math.round((nowMs - tip.minedAt.getTime()) / 100) / 10)
}
