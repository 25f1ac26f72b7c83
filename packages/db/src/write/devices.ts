import type { DeviceStateReasonCode } from '@network3/core/device-reasons'
import type { DeviceStatus } from '@network3/core/device-state'
import type { Address, Hex } from '@network3/core/hex'
import type { Client } from '../pool.ts'
import { hexToDb } from './hex.ts'

/** Times in seconds. Its batch follows from its order. */
export type DeviceState = {
  tokenId: bigint
  orderId: bigint
  owner: Address
  status: DeviceStatus
  reason: DeviceStateReasonCode
  shippedAt: number | null
  activatedAt: number | null
  refundedAt: number | null
  keyCommitment: Hex | null
  deviceKey: Address | null
  node: Address | null
}

const statuses = ['ordered', 'shipped', 'activated', 'refunded'] as const

/** Adds to the counts of batches what the difference between `old` and `new` devices is. */
const COUNT = `
  UPDATE device_batch b SET ${statuses.map((status) => `${status}_count = ${status}_count + change.${status}`).join(', ')}
  FROM (
    SELECT batch_id, ${statuses.map((status) => `sum(weight) FILTER (WHERE status = '${status}') AS ${status}`).join(', ')}
    FROM (SELECT batch_id, status, 1 AS weight FROM new UNION ALL SELECT batch_id, status, -1 FROM old
          UNION ALL SELECT batch_id, s.status, 0 FROM (SELECT batch_id FROM new UNION SELECT batch_id FROM old) AS t
            CROSS JOIN unnest(ARRAY[${statuses.map((status) => `'${status}'`).join(', ')}]) AS s(status)) AS w
    GROUP BY batch_id
  ) AS change WHERE b.id = change.batch_id`

/** Writes devices, and their batches' counts by the difference. Their orders and batches must be there. */
export async function setDevices(tx: Client, devices: readonly DeviceState[]): Promise<void> {
  if (devices.length === 0) return
  const toDb = (hex: Hex | null) => (hex === null ? null : hexToDb(hex))
  // Every part of this statement sees the table as it was before, so `old` is the state before the change.
  await tx.query({
    name: 'set-devices',
    text: `WITH k AS (
             SELECT d.*, o.batch_id FROM unnest($1::bigint[], $2::bigint[], $3::bytea[], $4::text[], $5::text[],
               $6::bigint[], $7::bigint[], $8::bigint[], $9::bytea[], $10::bytea[], $11::bytea[])
               AS d(token_id, order_id, owner, status, reason, shipped_at, activated_at, refunded_at, key_commitment,
                 device_key, node)
             JOIN device_order o ON o.id = d.order_id
           ), old AS (
             SELECT d.batch_id, d.status FROM device d JOIN k USING (token_id)
           ), new AS (
             INSERT INTO device (token_id, order_id, batch_id, owner, status, reason, shipped_at, activated_at,
               refunded_at, key_commitment, device_key, node)
             SELECT token_id, order_id, batch_id, owner, status, reason, to_timestamp(shipped_at),
               to_timestamp(activated_at), to_timestamp(refunded_at), key_commitment, device_key, node FROM k
             ON CONFLICT (token_id) DO UPDATE SET order_id = excluded.order_id, batch_id = excluded.batch_id,
               owner = excluded.owner, status = excluded.status, reason = excluded.reason,
               shipped_at = excluded.shipped_at, activated_at = excluded.activated_at,
               refunded_at = excluded.refunded_at, key_commitment = excluded.key_commitment,
               device_key = excluded.device_key, node = excluded.node
             RETURNING batch_id, status
           ) ${COUNT}`,
    values: [
      devices.map(({ tokenId }) => tokenId),
      devices.map(({ orderId }) => orderId),
      devices.map(({ owner }) => hexToDb(owner)),
      devices.map(({ status }) => status),
      devices.map(({ reason }) => reason),
      devices.map(({ shippedAt }) => shippedAt),
      devices.map(({ activatedAt }) => activatedAt),
      devices.map(({ refundedAt }) => refundedAt),
      devices.map(({ keyCommitment }) => toDb(keyCommitment)),
      devices.map(({ deviceKey }) => toDb(deviceKey)),
      devices.map(({ node }) => toDb(node)),
    ],
  })
}

export async function deleteDevices(tx: Client, tokenIds: readonly bigint[]): Promise<void> {
  if (tokenIds.length === 0) return
  await tx.query({
    name: 'delete-devices',
    text: `WITH old AS (DELETE FROM device WHERE token_id = ANY($1::bigint[]) RETURNING batch_id, status),
             new AS (SELECT batch_id, status FROM old WHERE false) ${COUNT}`,
    values: [tokenIds],
  })
}
