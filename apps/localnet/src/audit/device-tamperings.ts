import type { Tampering } from './tamperings.ts'

const BATCHES = 'batches of devices'
const ORDERS = 'orders of devices'
const DEVICES = 'devices, owners and steps'
const SALE = 'the sale: held, proceeds, counts'
const FIRST_DEVICE = 'token_id = (SELECT min(token_id) FROM device)'

/** The store's part of tamperings.ts. */
export const deviceTamperings: readonly Tampering[] = [
  [
    "a batch's price",
    BATCHES,
    'UPDATE device_batch SET unit_price_wei = unit_price_wei + 1 WHERE id = 1',
    'UPDATE device_batch SET unit_price_wei = unit_price_wei - 1 WHERE id = 1',
  ],
  [
    "a batch's supply",
    BATCHES,
    'UPDATE device_batch SET supply = supply + 1 WHERE id = 2',
    'UPDATE device_batch SET supply = supply - 1 WHERE id = 2',
  ],
  [
    'what is sold of a batch',
    BATCHES,
    'UPDATE device_batch SET ordered_count = ordered_count + 1 WHERE id = 1',
    'UPDATE device_batch SET ordered_count = ordered_count - 1 WHERE id = 1',
  ],
  [
    'what was refunded of a batch',
    BATCHES,
    'UPDATE device_batch SET refunded_count = refunded_count + 1 WHERE id = 1',
    'UPDATE device_batch SET refunded_count = refunded_count - 1 WHERE id = 1',
  ],
  [
    "a batch's window",
    BATCHES,
    `UPDATE device_batch SET closes_at = closes_at + interval '1 second'`,
    `UPDATE device_batch SET closes_at = closes_at - interval '1 second'`,
  ],
  [
    'the price an order was paid at',
    ORDERS,
    'UPDATE device_order SET unit_price_wei = unit_price_wei + 1 WHERE id = 1',
    'UPDATE device_order SET unit_price_wei = unit_price_wei - 1 WHERE id = 1',
  ],
  [
    'the buyer of an order',
    ORDERS,
    `UPDATE device_order SET buyer = set_byte(buyer, 0, get_byte(buyer, 0) # 1) WHERE id = 1`,
    `UPDATE device_order SET buyer = set_byte(buyer, 0, get_byte(buyer, 0) # 1) WHERE id = 1`,
  ],
  [
    "a device's owner",
    DEVICES,
    `UPDATE device SET owner = set_byte(owner, 0, get_byte(owner, 0) # 1) WHERE ${FIRST_DEVICE}`,
    `UPDATE device SET owner = set_byte(owner, 0, get_byte(owner, 0) # 1) WHERE ${FIRST_DEVICE}`,
  ],
  [
    "a device's status",
    DEVICES,
    // One given back stays so, whatever the economy does meanwhile; one that is ordered may be shipped.
    "UPDATE device SET status = 'ordered' WHERE status = 'refunded'",
    "UPDATE device SET status = 'refunded' WHERE status = 'ordered' AND refunded_at IS NOT NULL",
  ],
  [
    'the reason of a refund',
    DEVICES,
    `UPDATE device SET reason = 'DEVICE_SELLER_CANCELLED' WHERE reason = 'DEVICE_REFUND_REQUESTED'`,
    `UPDATE device d SET reason = e.reason FROM device_event e WHERE e.token_id = d.token_id AND e.kind = 'refunded'`,
  ],
  [
    'when a device shipped',
    DEVICES,
    `UPDATE device SET shipped_at = shipped_at + interval '1 second'`,
    `UPDATE device SET shipped_at = shipped_at - interval '1 second'`,
  ],
  [
    'the key committed in a device',
    DEVICES,
    'UPDATE device SET key_commitment = set_byte(key_commitment, 31, get_byte(key_commitment, 31) # 1)',
    'UPDATE device SET key_commitment = set_byte(key_commitment, 31, get_byte(key_commitment, 31) # 1)',
  ],
  [
    'the node of a device',
    DEVICES,
    'UPDATE device SET node = set_byte(node, 19, get_byte(node, 19) # 1)',
    'UPDATE device SET node = set_byte(node, 19, get_byte(node, 19) # 1)',
  ],
  [
    'a step that never was',
    DEVICES,
    `INSERT INTO device_event SELECT token_id, block_number, log_index + 9000, kind, reason, mined_at, tx_hash
     FROM device_event ORDER BY 1, 2, 3 LIMIT 1`,
    'DELETE FROM device_event WHERE log_index >= 9000',
  ],
  [
    'the money held',
    SALE,
    'UPDATE device_sale SET held_wei = held_wei + 1',
    'UPDATE device_sale SET held_wei = held_wei - 1',
  ],
  [
    'the proceeds',
    SALE,
    'UPDATE device_sale SET proceeds_wei = proceeds_wei + 1',
    'UPDATE device_sale SET proceeds_wei = proceeds_wei - 1',
  ],
  [
    'what the treasury took',
    SALE,
    'UPDATE device_sale SET withdrawn_wei = withdrawn_wei + 1',
    'UPDATE device_sale SET withdrawn_wei = withdrawn_wei - 1',
  ],
  [
    'the switch of the sale',
    SALE,
    'UPDATE device_sale SET pause_count = 1 - pause_count',
    'UPDATE device_sale SET pause_count = 1 - pause_count',
  ],
]
