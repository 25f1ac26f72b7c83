import type { DeviceStateReasonCode } from '@network3/core/device-reasons'
import type { DeviceStep } from '@network3/core/device-state'
import type { Address, Hex } from '@network3/core/hex'
import type { Client } from '../pool.ts'
import { weiFromDb, weiToDb } from '../wei.ts'
import { hexFromDb, hexToDb } from './hex.ts'

/** One step of one device, as a log told it. minedAt in seconds. */
export type DeviceEventRow = {
  tokenId: bigint
  blockNumber: bigint
  logIndex: number
  kind: DeviceStep
  reason: DeviceStateReasonCode
  minedAt: number
  txHash: Hex
  /** Of 'ordered' only. */
  orderId: bigint | null
  from: Address | null
  /** The owner afterwards, where the event says. */
  to: Address | null
  amountWei: bigint | null
  keyCommitment: Hex | null
  deviceKey: Address | null
  node: Address | null
  previousNode: Address | null
}

export type DbDeviceEvent = {
  token_id: bigint
  block_number: bigint
  log_index: number
  kind: DeviceStep
  reason: DeviceStateReasonCode
  mined_at: Date
  tx_hash: Buffer
  order_id: bigint | null
  from_account: Buffer | null
  to_account: Buffer | null
  amount_wei: string | null
  key_commitment: Buffer | null
  device_key: Buffer | null
  node: Buffer | null
  previous_node: Buffer | null
}

const toDb = (hex: Hex | null) => (hex === null ? null : hexToDb(hex))
const fromDb = (bytes: Buffer | null) => (bytes === null ? null : hexFromDb(bytes))

export function toDeviceEvent(row: DbDeviceEvent): DeviceEventRow {
  return {
    tokenId: row.token_id,
    blockNumber: row.block_number,
    logIndex: row.log_index,
    kind: row.kind,
    reason: row.reason,
    minedAt: row.mined_at.getTime() / 1000,
    txHash: hexFromDb(row.tx_hash),
    orderId: row.order_id,
    from: fromDb(row.from_account),
    to: fromDb(row.to_account),
    amountWei: row.amount_wei === null ? null : weiFromDb(row.amount_wei),
    keyCommitment: fromDb(row.key_commitment),
    deviceKey: fromDb(row.device_key),
    node: fromDb(row.node),
    previousNode: fromDb(row.previous_node),
  }
}

export async function insertDeviceEvents(tx: Client, events: readonly DeviceEventRow[]): Promise<void> {
  if (events.length === 0) return
  await tx.query({
    name: 'insert-device-events',
    text: `INSERT INTO device_event (token_id, block_number, log_index, kind, reason, mined_at, tx_hash, order_id,
             from_account, to_account, amount_wei, key_commitment, device_key, node, previous_node)
           SELECT token_id, block_number, log_index, kind, reason, to_timestamp(mined_at), tx_hash, order_id,
             from_account, to_account, amount_wei, key_commitment, device_key, node, previous_node
           FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::text[], $5::text[], $6::bigint[], $7::bytea[],
             $8::bigint[], $9::bytea[], $10::bytea[], $11::numeric[], $12::bytea[], $13::bytea[], $14::bytea[],
             $15::bytea[]) AS e(token_id, block_number, log_index, kind, reason, mined_at, tx_hash, order_id,
             from_account, to_account, amount_wei, key_commitment, device_key, node, previous_node)`,
    values: [
      events.map(({ tokenId }) => tokenId),
      events.map(({ blockNumber }) => blockNumber),
      events.map(({ logIndex }) => logIndex),
      events.map(({ kind }) => kind),
      events.map(({ reason }) => reason),
      events.map(({ minedAt }) => minedAt),
      events.map(({ txHash }) => hexToDb(txHash)),
      events.map(({ orderId }) => orderId),
      events.map(({ from }) => toDb(from)),
      events.map(({ to }) => toDb(to)),
      events.map(({ amountWei }) => (amountWei === null ? null : weiToDb(amountWei))),
      events.map(({ keyCommitment }) => toDb(keyCommitment)),
      events.map(({ deviceKey }) => toDb(deviceKey)),
      events.map(({ node }) => toDb(node)),
      events.map(({ previousNode }) => toDb(previousNode)),
    ],
  })
}

/** Undoes the steps of removed blocks; index device_event_block_number. */
export async function deleteDeviceEventsAbove(tx: Client, blockNumber: bigint): Promise<void> {
  await tx.query('DELETE FROM device_event WHERE block_number > $1', [blockNumber])
}

/** Every step of these devices, oldest first. */
export async function findDeviceHistory(tx: Client, tokenIds: readonly bigint[]): Promise<DeviceEventRow[]> {
  const { rows } = await tx.query<DbDeviceEvent>({
    name: 'find-device-history',
    text: 'SELECT * FROM device_event WHERE token_id = ANY($1::bigint[]) ORDER BY block_number, log_index',
    values: [tokenIds],
  })
  return rows.map(toDeviceEvent)
}
