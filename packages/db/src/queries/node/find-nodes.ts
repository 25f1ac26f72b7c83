import type { Address, Hex } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { weiFromDb } from '../../wei.ts'
import { hexFromDb, hexToDb } from '../../write/hex.ts'

export type Node = {
  address: Address
  capabilityBits: number
  country: string
  specHash: Hex
  registeredBlock: bigint
  registeredAt: Date
  retiredAt: Date | null
  /** The Edge device that runs it, by its token; null for any other node. */
  edgeTokenId: bigint | null
  /** Its part of the last verified epoch it earned in. */
  lastReward: { epoch: bigint; amountWei: bigint } | null
}

export type FindNodesParams = {
  operator: Address
  limit: number
  after?: { registeredBlock: bigint; address: Address } | undefined
}

type Row = {
  address: Buffer
  capabilities: number
  country: string
  spec_hash: Buffer
  registered_block: bigint
  registered_at: Date
  retired_at: Date | null
  edge_token_id: bigint | null
  epoch: bigint | null
  amount_wei: string | null
}

/** An operator's nodes, newest first, retired ones included. */
export async function findNodes(db: Db, { operator, limit, after }: FindNodesParams): Promise<Node[]> {
  // The newest reward is looked for in the operator's last posted epochs only: its older ones say nothing of now.
  const { rows } = await db.query<Row>({
    text: `SELECT n.address, n.capabilities, n.country, n.spec_hash, n.registered_block, n.registered_at,
             n.retired_at, d.token_id AS edge_token_id, w.epoch, w.amount_wei
           FROM node n
           LEFT JOIN device d ON d.node = n.address
           LEFT JOIN LATERAL (
             SELECT w.epoch, w.amount_wei FROM (SELECT number FROM epoch ORDER BY number DESC LIMIT 10) e
             JOIN node_reward w ON w.epoch = e.number AND w.node = n.address
             ORDER BY w.epoch DESC LIMIT 1
           ) w ON true
           WHERE n.operator = $1 ${after === undefined ? '' : 'AND (n.registered_block, n.address) < ($3, $4)'}
           ORDER BY n.registered_block DESC, n.address DESC LIMIT $2`,
    values: [
      hexToDb(operator),
      limit,
      ...(after === undefined ? [] : [after.registeredBlock, hexToDb(after.address)]),
    ],
  })
  return rows.map((row) => ({
    address: hexFromDb(row.address),
    capabilityBits: row.capabilities,
    country: row.country,
    specHash: hexFromDb(row.spec_hash),
    registeredBlock: row.registered_block,
    registeredAt: row.registered_at,
    retiredAt: row.retired_at,
    edgeTokenId: row.edge_token_id,
    lastReward:
      row.epoch === null || row.amount_wei === null
        ? null
        : { epoch: row.epoch, amountWei: weiFromDb(row.amount_wei) },
  }))
}
