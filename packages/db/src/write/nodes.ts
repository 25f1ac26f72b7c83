import type { Address, Hex } from '@network3/core/hex'
import type { Client } from '../pool.ts'
import { hexToDb } from './hex.ts'

export type NodeState = {
  node: Address
  operator: Address
  capabilities: number
  country: string
  specHash: Hex
  registeredBlock: bigint
  /** Seconds. */
  registeredAt: number
  retiredAt: number | null
}

export async function setNodes(tx: Client, nodes: readonly NodeState[]): Promise<void> {
  if (nodes.length === 0) return
  await tx.query({
    name: 'set-nodes',
    text: `INSERT INTO node (address, operator, capabilities, country, spec_hash, registered_block, registered_at, retired_at)
           SELECT address, operator, capabilities, country, spec_hash, registered_block, to_timestamp(registered_at),
             to_timestamp(retired_at)
           FROM unnest($1::bytea[], $2::bytea[], $3::int[], $4::text[], $5::bytea[], $6::bigint[], $7::bigint[], $8::bigint[])
             AS n(address, operator, capabilities, country, spec_hash, registered_block, registered_at, retired_at)
           ON CONFLICT (address) DO UPDATE SET operator = excluded.operator, capabilities = excluded.capabilities,
             country = excluded.country, spec_hash = excluded.spec_hash, registered_block = excluded.registered_block,
             registered_at = excluded.registered_at, retired_at = excluded.retired_at`,
    values: [
      nodes.map((state) => hexToDb(state.node)),
      nodes.map((state) => hexToDb(state.operator)),
      nodes.map((state) => state.capabilities),
      nodes.map((state) => state.country),
      nodes.map((state) => hexToDb(state.specHash)),
      nodes.map((state) => state.registeredBlock),
      nodes.map((state) => state.registeredAt),
      nodes.map((state) => state.retiredAt),
    ],
  })
}

export async function deleteNodes(tx: Client, nodes: readonly Address[]): Promise<void> {
  if (nodes.length === 0) return
  await tx.query('DELETE FROM node WHERE address = ANY($1::bytea[])', [nodes.map(hexToDb)])
}
