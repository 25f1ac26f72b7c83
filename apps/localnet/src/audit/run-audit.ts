import { setTimeout as delay } from 'node:timers/promises'
import type { Deployment } from '@network3/chain/deployment'
import { AppError } from '@network3/core/app-error'
import type { Pool } from '@network3/db/pool'
import { type Check, compareFacts, compareSums, sumOf } from '@network3/db/queries/audit/compare-facts'
import type { Facts } from '@network3/db/queries/audit/facts'
import type { PublicClient } from 'viem'
import { readChainLogs } from './chain-log.ts'
import { checkDevices } from './check-devices.ts'
import { checkEpochs, type RecomputeEpoch } from './check-epochs.ts'
import { checkKeys, readKeysAt } from './check-keys.ts'
import { checkLeases } from './check-leases.ts'
import { checkRanks } from './check-ranks.ts'
import { expectEarnings, sumEarned } from './earned-facts.ts'
import { fetchEpochFiles } from './fetch-epoch-files.ts'
import { foldDeviceLogs } from './fold-device-logs.ts'
import { foldLeaseLogs } from './fold-lease-logs.ts'
import { foldLogs } from './fold-logs.ts'
import { readContractsAt } from './read-contracts.ts'
import { type DatabaseFacts, readDatabase } from './read-database.ts'
import { readDevicesAt } from './read-devices.ts'
import { readLeasesAt } from './read-leases.ts'

export type AuditDeps = {
  pool: Pool
  client: PublicClient
  deployment: Deployment
  epochFilesUrl: string
  /** Without it no epoch is computed again. */
  recomputeEpoch?: RecomputeEpoch
  /** How long the leaderboard may lag, in milliseconds. */
  rankGraceMs?: number
}

export type AuditReport = { blockNumber: bigint; checks: Check[] }

const ATTEMPTS = 5

/**
 * Holds the whole database against the chain at the block the database is at: first everything in one snapshot,
 * then the contracts' views by eth_call at that very block, then every log again, then every published file.
 * The chain moves on meanwhile; when the block was reorganised away, or the node has no state of it any more, a
 * newer snapshot is taken. @throws AppError UNAVAILABLE when that does not help.
 */
export async function runAudit(deps: AuditDeps): Promise<AuditReport> {
  let cause: unknown
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const database = await readDatabase(deps.pool)
    if (database !== undefined && (await isOnChain(deps.client, database))) {
      try {
        return { blockNumber: database.tip.blockNumber, checks: await compareAll(deps, database) }
      } catch (error) {
        cause = error
        if (await isOnChain(deps.client, database).catch(() => true)) {
          // The block is still there: either its state is not, or the failure is not about the block at all.
          if (attempt === ATTEMPTS - 1) break
        }
      }
    }
    await delay(1_000)
  }
  const detail = cause instanceof Error ? ` (${cause.message.split('\n', 1)[0]})` : ''
  throw new AppError(
    'UNAVAILABLE',
    `The database could not be compared with the chain at one block${detail}.`,
    { cause },
  )
}

async function isOnChain(client: PublicClient, { tip }: DatabaseFacts): Promise<boolean> {
  const block = await client.getBlock({ blockNumber: tip.blockNumber }).catch(() => undefined)
  return block?.hash === tip.blockHash
}

async function compareAll(deps: AuditDeps, database: DatabaseFacts): Promise<Check[]> {
  const { client, deployment } = deps
  const { blockNumber } = database.tip
  const chainLogs = await readChainLogs(client, deployment, blockNumber)
  const logs = foldLogs(chainLogs)
  const contracts = readContractsAt(client, deployment, blockNumber)
  const [positions, nodes, requests, balances, epochs] = await Promise.all([
    contracts.positions(logs.positions),
    contracts.nodes(logs.nodes),
    contracts.requests(logs.requests),
    contracts.balances(logs.accounts),
    contracts.clock().then((clock) => contracts.epochs(logs.epochs, clock)),
  ])
  const [operators, totalSupply, totalClaimed] = await Promise.all([
    contracts.operators(logs.operators, nodes, positions),
    contracts.totalSupply(),
    contracts.totalClaimed(),
  ])
  const store = await readDevicesAt(client, deployment, blockNumber, foldDeviceLogs(chainLogs))
  const market = await readLeasesAt(client, deployment, blockNumber, foldLeaseLogs(chainLogs))
  const keys = await readKeysAt(client, deployment, blockNumber, chainLogs)
  // The chain moved: what was just read must still be of the block the database is at.
  if (!(await isOnChain(client, database)))
    throw new AppError('UNAVAILABLE', 'The block was reorganised away.')

  const published = await fetchEpochFiles(deps.epochFilesUrl, deployment, epochs)
  const counted = new Map([...published.files].filter(([epoch]) => isVerified(database.epochs, epoch)))
  const earned = sumEarned(counted)
  return [
    compareFacts('events against logs', logs.events, database.events),
    compareFacts('pools, nodes and payments of operators', operators, database.operators),
    compareFacts('positions', positions, database.positions),
    compareFacts('unstake requests', requests, database.requests),
    compareFacts('nodes', nodes, database.nodes),
    compareFacts('token balances', balances, database.balances),
    compareSums('token supply', {
      'the contract': totalSupply,
      'the database': sumOf(database.balances, 'balance'),
    }),
    compareFacts('epoch roots', epochs, database.epochs),
    published.check,
    checkFileStates(database),
    compareFacts('earned by epoch and operator', earned.byOperator, database.operatorRewards),
    compareFacts('earned by epoch and nodes', earned.byNodes, database.nodeRewards),
    compareFacts('earned and paid per operator', expectEarnings(operators, earned), database.earnings),
    compareSums('earned in all', {
      'the published files': earned.sum,
      'the operators in the database': sumOf(database.earnings, 'earnedTotal'),
      'the hours in the database': sumOf(database.earnings, 'earnedByHour'),
    }),
    compareSums('paid in all', {
      'the Claimed events': logs.paid,
      'the contract (totalClaimed)': totalClaimed,
      'the contract (claimedOf of each)': sumOf(operators, 'paid'),
      'the operators in the database': sumOf(database.earnings, 'paidTotal'),
      'the hours in the database': sumOf(database.earnings, 'paidByHour'),
    }),
    ...checkDevices(store, database.store),
    ...checkLeases(market, database.market),
    ...checkKeys(keys, database.keys),
    ...(deps.recomputeEpoch === undefined ? [] : [await checkEpochs(counted, deps.recomputeEpoch)]),
    await checkRanks(deps.pool, deps.rankGraceMs),
  ]
}

/** How long after its posting a file may still be on its way into the database, in seconds of the chain. */
const FILE_GRACE_SECONDS = 30

/** Every file that stands is verified, but for one that was only just posted. */
function checkFileStates({ epochs, tip }: DatabaseFacts): Check {
  const now = Math.floor(tip.minedAt.getTime() / 1000)
  const differences = [...epochs].flatMap(([epoch, { isVetoed, fileState, fileReason, postedAt }]) => {
    const isNew = fileState === 'pending' && now - Number(postedAt) < FILE_GRACE_SECONDS
    if (isVetoed === 'true' || fileState === 'verified' || isNew) return []
    return [
      `epoch ${epoch}: the file is ${fileState}${fileReason ? ` (${fileReason})` : ''}, but should be verified`,
    ]
  })
  return { name: 'epoch files verified', compared: epochs.size, differences }
}

function isVerified(epochs: Facts, epoch: string): boolean {
  return epochs.get(epoch)?.fileState === 'verified'
}
