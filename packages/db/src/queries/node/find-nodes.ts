import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexToDb } from '../../write/hex.ts'
import { type Node, type NodeRow, nodeColumns, nodeFromRow, nodeJoins } from './node-row.ts'

export type FindNodesParams = {
  operator?: Address | undefined
  country?: string | undefined
  capabilityBit?: number | undefined
  /** registered: not retired. offline: registered, and never seen or gone. */
  status?: 'registered' | 'online' | 'verified' | 'offline' | 'retired' | undefined
  /** A node seen since then, and not known to be offline, is online. */
  seenSince: Date
  /** A check passed in this epoch or later makes a node verified. */
  verifiedSince: bigint
  limit: number
  after?: { registeredBlock: bigint; address: Address } | undefined
}

/** Nodes, newest first. Retired ones are included unless a status is asked for. */
export async function findNodes(db: Db, params: FindNodesParams): Promise<Node[]> {
  const { limit, after } = params
  const values: unknown[] = [limit]
  const bind = (value: unknown) => `$${values.push(value)}`
  const conditions = conditionsOf(params, bind)
  if (after !== undefined) {
    const place = `(${bind(after.registeredBlock)}, ${bind(hexToDb(after.address))})`
    conditions.push(`(n.registered_block, n.address) < ${place}`)
  }
  const { rows } = await db.query<NodeRow>({
    text: `SELECT ${nodeColumns} FROM node n ${nodeJoins}
           ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}
           ORDER BY n.registered_block DESC, n.address DESC LIMIT $1`,
    values,
  })
  return rows.map(nodeFromRow)
}

function conditionsOf(params: FindNodesParams, bind: (value: unknown) => string): string[] {
  const { operator, country, capabilityBit, status } = params
  const conditions: string[] = []
  if (operator !== undefined) conditions.push(`n.operator = ${bind(hexToDb(operator))}`)
  if (country !== undefined) conditions.push(`n.country = ${bind(country)}`)
  if (capabilityBit !== undefined) conditions.push(`n.capabilities & ${bind(capabilityBit)} <> 0`)
  if (status === undefined) return conditions
  conditions.push(status === 'retired' ? 'n.retired_at IS NOT NULL' : 'n.retired_at IS NULL')
  if (status === 'registered' || status === 'retired') return conditions
  const isOnline = `s.offline_reason IS NULL AND s.last_seen_at >= ${bind(params.seenSince)}`
  if (status === 'offline') conditions.push(`(${isOnline}) IS NOT TRUE`)
  else conditions.push(isOnline)
  if (status === 'verified')
    conditions.push(`c.status = 'passed' AND c.epoch >= ${bind(params.verifiedSince)}`)
  return conditions
}
