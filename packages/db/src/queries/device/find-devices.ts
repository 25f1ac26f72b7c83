import type { DeviceStatus } from '@network3/core/device-state'
import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexToDb } from '../../write/hex.ts'
import { type Device, type DeviceRow, deviceColumns, deviceFromRow } from './device-row.ts'

export type FindDevicesParams = {
  /** By owner the newest token comes first, by order the lowest. */
  by: { owner: Address } | { order: bigint }
  status?: DeviceStatus | undefined
  limit: number
  /** The token of the last row of the page before. */
  after?: bigint | undefined
}

/** Devices of an owner, or of an order. */
export async function findDevices(
  db: Db,
  { by, status, limit, after }: FindDevicesParams,
): Promise<Device[]> {
  const isByOwner = 'owner' in by
  const values: unknown[] = [isByOwner ? hexToDb(by.owner) : by.order, limit]
  const conditions = [isByOwner ? 'd.owner = $1' : 'd.order_id = $1']
  if (status !== undefined) conditions.push(`d.status = $${values.push(status)}`)
  if (after !== undefined)
    conditions.push(`d.token_id ${isByOwner ? '<' : '>'} $${values.push(after)}::bigint`)
  const shape = [isByOwner ? 'owner' : 'order', status && 'status', after !== undefined && 'after']
  const { rows } = await db.query<DeviceRow>({
    name: `find-devices-${shape.filter(Boolean).join('-')}`,
    text: `SELECT ${deviceColumns} FROM device d JOIN device_order o ON o.id = d.order_id
           WHERE ${conditions.join(' AND ')} ORDER BY d.token_id ${isByOwner ? 'DESC' : ''} LIMIT $2`,
    values,
  })
  return rows.map(deviceFromRow)
}

/** Devices paid for and not shipped, the longest waiting first; index device_waiting. */
export async function findWaitingDevices(
  db: Db,
  { limit, after }: { limit: number; after?: bigint | undefined },
): Promise<Device[]> {
  const { rows } = await db.query<DeviceRow>({
    name: after === undefined ? 'find-waiting-devices' : 'find-waiting-devices-after',
    text: `SELECT ${deviceColumns} FROM device d JOIN device_order o ON o.id = d.order_id
           WHERE d.status = 'ordered' ${after === undefined ? '' : 'AND d.token_id > $2'}
           ORDER BY d.token_id LIMIT $1`,
    values: [limit, ...(after === undefined ? [] : [after])],
  })
  return rows.map(deviceFromRow)
}
