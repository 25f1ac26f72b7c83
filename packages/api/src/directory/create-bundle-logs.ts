import { nodeBackend } from '@network3/clsc/backend-node'
import { type BundleLog, createBundleLog } from '@network3/clsc/bundle-log'
import type { Hex } from '@network3/core/hex'
import type { Pool } from '@network3/db/pool'
import { findLeaves } from '@network3/db/queries/key/find-leaves'

/** Logs of key-generation centres as Merkle trees, kept in memory: 64 bytes a bundle. */
export type BundleLogs = {
  /** The log of a centre, at least as long as `size`; undefined when fewer bundles are stored. */
  get(masterPublicKey: Hex, size: number): Promise<BundleLog | undefined>
}

const LEAVES_PER_QUERY = 50_000

/** What is appended is never changed, so a tree is only ever extended; readers of one centre share one extension. */
export function createBundleLogs(pool: Pool): BundleLogs {
  const logs = new Map<Hex, BundleLog>()
  const extending = new Map<Hex, Promise<void>>()

  const extend = async (masterPublicKey: Hex, log: BundleLog, size: number): Promise<void> => {
    while (log.size() < size) {
      const leaves = await findLeaves(pool, { masterPublicKey, from: log.size(), limit: LEAVES_PER_QUERY })
      if (leaves.length === 0) return
      for (const leaf of leaves) log.append(leaf)
    }
  }

  return {
    get: async (masterPublicKey, size) => {
      const log = logs.get(masterPublicKey) ?? createBundleLog(nodeBackend)
      logs.set(masterPublicKey, log)
      while (log.size() < size) {
        const running = extending.get(masterPublicKey)
        if (running !== undefined) {
          await running
          if (log.size() >= size) break
        }
        const before = log.size()
        const next = extend(masterPublicKey, log, size).finally(() => extending.delete(masterPublicKey))
        extending.set(masterPublicKey, next)
        await next
        if (log.size() === before) return undefined
      }
      return log
    },
  }
}
