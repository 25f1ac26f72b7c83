import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { weiFromDb } from '../../wei.ts'
import { hexToDb } from '../../write/hex.ts'
import type { RankWindow } from './find-operators.ts'
import { type OperatorRow, type OperatorState, operatorColumns, operatorFromRow } from './operator-row.ts'

export type OperatorRank = {
  window: RankWindow
  rank: number
  previousRank: number | null
  /** Operators ranked in this window. */
  rankedCount: number
  earnedWei: bigint
  paidWei: bigint
}

/** An operator's state; undefined for an address that never had a node or a pool. */
export async function getOperator(db: Db, address: Address): Promise<OperatorState | undefined> {
  const { rows } = await db.query<OperatorRow>({
    name: 'get-operator',
    text: `SELECT ${operatorColumns} FROM operator o WHERE o.address = $1`,
    values: [hexToDb(address)],
  })
  const row = rows[0]
  return row === undefined ? undefined : operatorFromRow(row)
}

/** Its place in each window of the leaderboard, from the rank table. */
export async function findOperatorRanks(db: Db, address: Address): Promise<OperatorRank[]> {
  type Row = {
    window: RankWindow
    rank: number
    previous_rank: number | null
    ranked_count: number
    earned_wei: string
    paid_wei: string
  }
  const { rows } = await db.query<Row>({
    name: 'find-operator-ranks',
    text: `SELECT r."window", r.rank, r.previous_rank, r.earned_wei, r.paid_wei,
             (SELECT l.rank FROM operator_rank l WHERE l."window" = r."window" ORDER BY l.rank DESC LIMIT 1) AS ranked_count
           FROM unnest(ARRAY['24h', '7d', '30d', 'all']) WITH ORDINALITY AS w (name, place)
           JOIN operator_rank r ON r."window" = w.name AND r.operator = $1
           ORDER BY w.place`,
    values: [hexToDb(address)],
  })
  return rows.map((row) => ({
    window: row.window,
    rank: row.rank,
    previousRank: row.previous_rank,
    rankedCount: row.ranked_count,
    earnedWei: weiFromDb(row.earned_wei),
    paidWei: weiFromDb(row.paid_wei),
  }))
}

/** A pool's size somewhere on the way down, and how many pools are larger. */
export type StakeMark = { assetsWei: bigint; above: number }

/** Every so-manieth pool by size, largest first: with them a place is found by counting few. It reads all of them. */
export async function findStakeMarks(db: Db): Promise<StakeMark[]> {
  const { rows } = await db.query<{ assets: string; above: bigint }>({
    name: 'find-stake-marks',
    text: `SELECT pool_assets_wei AS assets, place - 1 AS above FROM (
             SELECT pool_assets_wei, rank() OVER w AS place, row_number() OVER w AS number
             FROM operator WINDOW w AS (ORDER BY pool_assets_wei DESC)
           ) pools WHERE number % 500 = 1 ORDER BY number`,
  })
  return rows.map(({ assets, above }) => ({ assetsWei: weiFromDb(assets), above: Number(above) }))
}

/** Place by pool assets, from 1; equals share it. */
export async function getStakeRank(
  db: Db,
  poolAssetsWei: bigint,
  marks: readonly StakeMark[],
): Promise<number> {
  const mark = marks.findLast(({ assetsWei }) => assetsWei > poolAssetsWei)
  if (mark === undefined) return 1
  const { rows } = await db.query<{ count: bigint }>({
    name: 'get-stake-rank',
    text: 'SELECT count(*) AS count FROM operator WHERE pool_assets_wei > $1 AND pool_assets_wei <= $2',
    values: [String(poolAssetsWei), String(mark.assetsWei)],
  })
  return mark.above + Number(rows[0]?.count ?? 0n) + 1
}

/** Registered nodes by country, most first. */
export async function findOperatorCountries(
  db: Db,
  address: Address,
): Promise<{ country: string; nodeCount: number }[]> {
  const { rows } = await db.query<{ country: string; node_count: bigint }>({
    name: 'find-operator-countries',
    text: `SELECT country, count(*) AS node_count FROM node WHERE operator = $1 AND retired_at IS NULL
           GROUP BY country ORDER BY node_count DESC, country`,
    values: [hexToDb(address)],
  })
  return rows.map((row) => ({ country: row.country, nodeCount: Number(row.node_count) }))
}
