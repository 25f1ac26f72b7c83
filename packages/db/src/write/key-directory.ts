import type { Address, Hex } from '@network3/core/hex'
import type { Client } from '../pool.ts'
import { weiToDb } from '../wei.ts'
import { hexToDb } from './hex.ts'

/** Epochs are days since 1970; times in seconds. */
export type RevocationRecord = {
  generation: number
  nameHash: Hex
  /** Zeros: every key of the name. */
  userPoint: Hex
  epoch: bigint
  revokedBy: Address
  blockNumber: bigint
  logIndex: number
  revokedAt: number
  txHash: Hex
}
export type DirectoryRootRecord = {
  generation: number
  epoch: bigint
  root: Hex
  bundles: bigint
  postedAt: number
  txHash: Hex
}

/** Adds revocations. The contract revokes a key once, so a second of the same key fails. */
export async function addRevocations(tx: Client, revocations: readonly RevocationRecord[]): Promise<void> {
  if (revocations.length === 0) return
  await tx.query({
    name: 'add-key-revocations',
    text: `INSERT INTO key_revocation (generation, name_hash, user_point, epoch, revoked_by, block_number, log_index,
             revoked_at, tx_hash)
           SELECT generation, name_hash, user_point, epoch, revoked_by, block_number, log_index,
             to_timestamp(revoked_at), tx_hash
           FROM unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::numeric[], $5::bytea[], $6::bigint[], $7::int[],
                       $8::bigint[], $9::bytea[])
             AS r(generation, name_hash, user_point, epoch, revoked_by, block_number, log_index, revoked_at, tx_hash)`,
    values: [
      ...revocationKeys(revocations),
      revocations.map((revocation) => weiToDb(revocation.epoch)),
      revocations.map((revocation) => hexToDb(revocation.revokedBy)),
      revocations.map((revocation) => revocation.blockNumber),
      revocations.map((revocation) => revocation.logIndex),
      revocations.map((revocation) => revocation.revokedAt),
      revocations.map((revocation) => hexToDb(revocation.txHash)),
    ],
  })
}

export async function deleteRevocations(tx: Client, revocations: readonly RevocationRecord[]): Promise<void> {
  if (revocations.length === 0) return
  await tx.query(
    `DELETE FROM key_revocation r
     USING unnest($1::bigint[], $2::bytea[], $3::bytea[]) AS k(generation, name_hash, user_point)
     WHERE r.generation = k.generation AND r.name_hash = k.name_hash AND r.user_point = k.user_point`,
    revocationKeys(revocations),
  )
}

/** Adds roots; epochs of a generation only rise, so one is never there already. */
export async function addDirectoryRoots(tx: Client, roots: readonly DirectoryRootRecord[]): Promise<void> {
  if (roots.length === 0) return
  await tx.query({
    name: 'add-directory-roots',
    text: `INSERT INTO directory_root (generation, epoch, root, bundles, posted_at, tx_hash)
           SELECT generation, epoch, root, bundles, to_timestamp(posted_at), tx_hash
           FROM unnest($1::bigint[], $2::numeric[], $3::bytea[], $4::numeric[], $5::bigint[], $6::bytea[])
             AS d(generation, epoch, root, bundles, posted_at, tx_hash)`,
    values: [
      ...rootKeys(roots),
      roots.map((root) => hexToDb(root.root)),
      roots.map((root) => weiToDb(root.bundles)),
      roots.map((root) => root.postedAt),
      roots.map((root) => hexToDb(root.txHash)),
    ],
  })
}

export async function deleteDirectoryRoots(tx: Client, roots: readonly DirectoryRootRecord[]): Promise<void> {
  if (roots.length === 0) return
  await tx.query(
    `DELETE FROM directory_root d USING unnest($1::bigint[], $2::numeric[]) AS k(generation, epoch)
     WHERE d.generation = k.generation AND d.epoch = k.epoch`,
    rootKeys(roots),
  )
}

function revocationKeys(revocations: readonly RevocationRecord[]) {
  return [
    revocations.map((revocation) => revocation.generation),
    revocations.map((revocation) => hexToDb(revocation.nameHash)),
    revocations.map((revocation) => hexToDb(revocation.userPoint)),
  ]
}

function rootKeys(roots: readonly DirectoryRootRecord[]) {
  return [roots.map((root) => root.generation), roots.map((root) => weiToDb(root.epoch))]
}
