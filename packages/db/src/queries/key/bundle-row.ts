import type { Hex } from '@network3/core/hex'
import { hexFromDb } from '../../write/hex.ts'

export type BundleRow = {
  /** Number in the log, from 0. */
  position: number
  name: string
  /** Day since 1970. */
  epoch: number
  userPoint: Hex
  bundle: Uint8Array
  leaf: Uint8Array
  publishedAt: Date
}

export type RawBundle = {
  position: bigint
  name: string
  epoch: bigint
  user_point: Buffer
  bundle: Buffer
  leaf: Buffer
  published_at: Date
}

export const BUNDLE_COLUMNS = 'position, name, epoch, user_point, bundle, leaf, published_at'

export function readBundle(row: RawBundle): BundleRow {
  return {
    position: Number(row.position),
    name: row.name,
    epoch: Number(row.epoch),
    userPoint: hexFromDb(row.user_point),
    ...{ bundle: new Uint8Array(row.bundle), leaf: new Uint8Array(row.leaf) },
    publishedAt: row.published_at,
  }
}
