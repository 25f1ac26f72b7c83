import { eventKindsNamed } from '@network3/core/event-kinds'
import type { Address, Hex } from '@network3/core/hex'
import type { Client } from '@network3/db/pool'
import type { Model } from './model.ts'
import { readDeviceModel } from './read-device-model.ts'
import { readKeyModel, readLeaseModel } from './read-lease-model.ts'

const hex = (bytes: Buffer): Hex => `0x${bytes.toString('hex')}`
const seconds = (date: Date): number => date.getTime() / 1000

/** What the tables say, in the shape of the model. Counts that follow from other tables are checked on the way. */
export async function readModel(tx: Client): Promise<Omit<Model, 'now'>> {
  const operators = (await tx.query<DbOperator>(OPERATORS)).rows
  const wrong = operators.filter((row) => row.is_consistent !== true)
  if (wrong.length > 0) throw new Error(`Operators whose counts are wrong: ${JSON.stringify(wrong)}`)
  const balances = await tx.query<{ account: Buffer; wei: string }>(
    'SELECT account, balance_wei AS wei FROM token_balance',
  )
  const epochs = await tx.query<{ number: bigint; root: Buffer; vetoed: boolean }>(
    'SELECT number, root, vetoed_at IS NOT NULL AS vetoed FROM epoch',
  )
  const standing = epochs.rows.filter((row) => !row.vetoed).map((row) => row.number)
  return {
    store: await readDeviceModel(tx),
    leases: await readLeaseModel(tx),
    keys: await readKeyModel(tx),
    balances: new Map(balances.rows.map((row) => [hex(row.account), BigInt(row.wei)])),
    positions: await readPositions(tx),
    requests: await readRequests(tx),
    nodes: await readNodes(tx),
    pools: new Map(
      operators
        .filter((row) => row.stream_updated_at !== null)
        .map((row) => [hex(row.address), { assets: BigInt(row.assets), thawing: BigInt(row.thawing) }]),
    ),
    commissions: new Map(
      operators.filter((row) => row.has_commission).map((row) => [hex(row.address), commissionOf(row)]),
    ),
    lastEpoch: standing.sort((a, b) => Number(b - a))[0] ?? 0n,
    epochs: new Map(epochs.rows.map((row) => [row.number, { root: hex(row.root), vetoed: row.vetoed }])),
    paid: new Map(
      operators.filter((row) => row.paid !== '0').map((row) => [hex(row.address), BigInt(row.paid)]),
    ),
  }
}

type DbOperator = {
  address: Buffer
  assets: string
  thawing: string
  paid: string
  stream_updated_at: Date | null
  commission_bps: number
  pending_commission_bps: number | null
  pending_commission_at: Date | null
  has_commission: boolean
  is_consistent: boolean
}

const COMMISSION_KINDS = eventKindsNamed('CommissionScheduled', 'CommissionSet').join(', ')

const OPERATORS = `
  SELECT o.*, pool_assets_wei AS assets, thawing_assets_wei AS thawing, paid_total_wei AS paid,
    EXISTS (SELECT 1 FROM event e WHERE e.operator = o.address AND e.kind IN (${COMMISSION_KINDS})) AS has_commission,
    node_count = (SELECT count(*) FROM node n WHERE n.operator = o.address AND retired_at IS NULL)
      AND delegator_count = (SELECT count(*) FROM stake_position p WHERE p.operator = o.address AND staker <> o.address AND shares > 0)
      AND self_shares = coalesce((SELECT shares FROM stake_position p WHERE p.operator = o.address AND staker = o.address), 0)
      AND earned_total_wei = coalesce((SELECT sum(amount_wei) FROM operator_reward r WHERE r.operator = o.address), 0)
      AND earned_total_wei = coalesce((SELECT sum(earned_wei) FROM operator_hour h WHERE h.operator = o.address), 0)
      AND paid_total_wei = coalesce((SELECT sum(paid_wei) FROM operator_hour h WHERE h.operator = o.address), 0)
      AS is_consistent
  FROM operator o`

function commissionOf(row: DbOperator): { bps: number; pending?: { bps: number; at: number } } {
  if (row.pending_commission_bps === null || row.pending_commission_at === null)
    return { bps: row.commission_bps }
  return {
    bps: row.commission_bps,
    pending: { bps: row.pending_commission_bps, at: seconds(row.pending_commission_at) },
  }
}

async function readPositions(tx: Client): Promise<Model['positions']> {
  const { rows } = await tx.query<{
    operator: Buffer
    staker: Buffer
    shares: string
    staked: string
    taken: string
  }>('SELECT operator, staker, shares, staked_wei AS staked, taken_wei AS taken FROM stake_position')
  return new Map(
    rows.map((row) => [
      `${hex(row.operator)}:${hex(row.staker)}`,
      { shares: BigInt(row.shares), staked: BigInt(row.staked), taken: BigInt(row.taken) },
    ]),
  )
}

async function readRequests(tx: Client): Promise<Model['requests']> {
  const { rows } = await tx.query<{
    id: string
    operator: Buffer
    staker: Buffer
    shares: string
    status: string
  }>('SELECT id, operator, staker, thawing_shares AS shares, status FROM unstake_request')
  return new Map(
    rows.map((row) => [
      BigInt(row.id),
      {
        operator: hex(row.operator),
        staker: hex(row.staker),
        shares: BigInt(row.shares),
        status: row.status,
      },
    ]),
  )
}

async function readNodes(tx: Client): Promise<Model['nodes']> {
  const { rows } = await tx.query<{
    address: Buffer
    operator: Buffer
    capabilities: number
    country: string
    retired: boolean
  }>('SELECT address, operator, capabilities, country, retired_at IS NOT NULL AS retired FROM node')
  return new Map(
    rows.map(
      (row): [Address, { operator: Address; retired: boolean; capabilities: number; country: string }] => [
        hex(row.address),
        {
          operator: hex(row.operator),
          retired: row.retired,
          capabilities: row.capabilities,
          country: row.country,
        },
      ],
    ),
  )
}
