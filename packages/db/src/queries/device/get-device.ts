import type { Db } from '../../pool.ts'
import { type DbDeviceEvent, type DeviceEventRow, toDeviceEvent } from '../../write/device-events.ts'
import { type Device, type DeviceRow, deviceColumns, deviceFromRow } from './device-row.ts'

export async function getDevice(db: Db, tokenId: bigint): Promise<Device | undefined> {
  const { rows } = await db.query<DeviceRow>({
    name: 'get-device',
    text: `SELECT ${deviceColumns} FROM device d JOIN device_order o ON o.id = d.order_id WHERE d.token_id = $1`,
    values: [tokenId],
  })
  return rows[0] === undefined ? undefined : deviceFromRow(rows[0])
}

/** Steps of one device shown at most: whoever passes a token to and fro a thousand times sees the newest of them. */
const MOST_STEPS = 200

/** The steps of each of these devices, oldest first; the newest 200 where there are more. */
export async function findDeviceSteps(db: Db, tokenIds: readonly bigint[]): Promise<DeviceEventRow[]> {
  const { rows } = await db.query<DbDeviceEvent>({
    name: 'find-device-steps',
    text: `SELECT e.* FROM unnest($1::bigint[]) AS k(token_id) CROSS JOIN LATERAL (
             SELECT * FROM device_event WHERE device_event.token_id = k.token_id
             ORDER BY block_number DESC, log_index DESC LIMIT ${MOST_STEPS}
           ) AS e ORDER BY e.token_id, e.block_number, e.log_index`,
    values: [tokenIds],
  })
  return rows.map(toDeviceEvent)
}
