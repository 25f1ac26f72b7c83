import type { Db } from '../../pool.ts'

export type CountryCount = { country: string; nodeCount: number; operatorCount: number }

/** Registered nodes and their operators by stated country, most nodes first. */
export async function findCountries(db: Db): Promise<CountryCount[]> {
  const { rows } = await db.query<{ country: string; node_count: bigint; operator_count: bigint }>({
    name: 'find-countries',
    text: `SELECT country, count(*) AS node_count, count(DISTINCT operator) AS operator_count
           FROM node WHERE retired_at IS NULL GROUP BY country ORDER BY node_count DESC, country`,
  })
  return rows.map((row) => ({
    country: row.country,
    nodeCount: Number(row.node_count),
    operatorCount: Number(row.operator_count),
  }))
}
