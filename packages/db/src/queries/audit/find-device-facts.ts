import type { Db } from '../../pool.ts'
import { type Facts, hexText, readFacts, secondsText } from './facts.ts'

/** SQL for a bytea column as 0x and hex, '' for none. */
const hexOrNothing = (column: string) => `coalesce(${hexText(column)}, '')`

/** Every batch by its id: terms, and its devices by status. */
export function findBatchFacts(db: Db): Promise<Facts> {
  return readFacts(
    db,
    `SELECT id::text AS key, unit_price_wei::text AS "unitPrice", supply::text AS "supply",
       (ordered_count + shipped_count + activated_count)::text AS "sold", cap_per_wallet::text AS "capPerWallet",
       ${secondsText('opens_at')} AS "opensAt", ${secondsText('closes_at')} AS "closesAt",
       ordered_count::text AS "ordered", shipped_count::text AS "shipped", activated_count::text AS "activated",
       refunded_count::text AS "refunded"
     FROM device_batch`,
  )
}

/** Every purchase by its id. */
export function findOrderFacts(db: Db): Promise<Facts> {
  return readFacts(
    db,
    `SELECT id::text AS key, ${hexText('buyer')} AS "buyer", batch_id::text AS "batchId", quantity::text AS "quantity",
       first_token_id::text AS "firstTokenId", unit_price_wei::text AS "unitPrice",
       ${secondsText('ordered_at')} AS "orderedAt"
     FROM device_order`,
  )
}

/** Every device by its token, refunded ones too, with the number of its steps. */
export function findDeviceFacts(db: Db): Promise<Facts> {
  return readFacts(
    db,
    `SELECT token_id::text AS key, order_id::text AS "orderId", batch_id::text AS "batchId", ${hexText('owner')} AS "owner",
       status AS "status", reason AS "reason", ${secondsText('shipped_at')} AS "shippedAt",
       ${secondsText('activated_at')} AS "activatedAt", ${hexOrNothing('key_commitment')} AS "keyCommitment",
       ${hexOrNothing('device_key')} AS "deviceKey", ${hexOrNothing('node')} AS "node",
       (SELECT count(*) FROM device_event e WHERE e.token_id = device.token_id)::text AS "steps"
     FROM device`,
  )
}

/** The sale as a whole, under the one key `sale`; heldByDevice is what its unshipped devices cost. */
export function findSaleFacts(db: Db): Promise<Facts> {
  return readFacts(
    db,
    `SELECT 'sale' AS key, held_wei::text AS "held", proceeds_wei::text AS "proceeds", withdrawn_wei::text AS "withdrawn",
       (pause_count = 1)::text AS "isPaused", (SELECT count(*) FROM device_batch)::text AS "batches",
       (SELECT count(*) FROM device_order)::text AS "orders", (SELECT count(*) FROM device)::text AS "devices",
       (SELECT coalesce(sum(o.unit_price_wei), 0) FROM device d JOIN device_order o ON o.id = d.order_id
        WHERE d.status = 'ordered')::text AS "heldByDevice"
     FROM device_sale`,
  )
}
