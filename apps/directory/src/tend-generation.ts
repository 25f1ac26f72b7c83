import { nodeBackend } from '@network3/clsc/backend-node'
import { createBundleLog } from '@network3/clsc/bundle-log'
import { createDomain } from '@network3/clsc/domain'
import { epochAt } from '@network3/clsc/epoch'
import { createFraudProof } from '@network3/clsc/fraud-proof'
import { AppError } from '@network3/core/app-error'
import type { Pool } from '@network3/db/pool'
import { findKeyFrauds } from '@network3/db/queries/key/find-key-frauds'
import { findLeaves } from '@network3/db/queries/key/find-leaves'
import type { GenerationRow } from '@network3/db/queries/key/get-generation'
import type { Logger } from '@network3/service/logger'
import { bytesToHex, hexToBytes } from 'viem'
import type { DirectoryChain } from './directory-chain.ts'
import type { DirectoryMetrics } from './directory-metrics.ts'
import { planRoot } from './plan-root.ts'

export type TendDeps = {
  pool: Pool
  chain: DirectoryChain
  logger: Logger
  metrics: DirectoryMetrics
  postsToday: boolean
}

const LEAVES_PER_QUERY = 50_000

/** Follows the log of one generation: posts its roots, and looks at each bundle once for a second key. */
export function createTender(deps: TendDeps, masterPublicKey: GenerationRow['masterPublicKey']) {
  const log = createBundleLog(nodeBackend)
  const domain = createDomain(hexToBytes(masterPublicKey), nodeBackend)
  let lookedAt = 0
  let frauds = 0

  const readLog = async () => {
    for (;;) {
      const leaves = await findLeaves(deps.pool, {
        masterPublicKey,
        from: log.size(),
        limit: LEAVES_PER_QUERY,
      })
      for (const leaf of leaves) log.append(leaf)
      if (leaves.length < LEAVES_PER_QUERY) return
    }
  }

  const postRoot = async (generation: GenerationRow) => {
    const [posted, now] = await Promise.all([deps.chain.lastRoot(generation.number), deps.chain.now()])
    const { epoch: lastEpoch, bundles: postedBundles } = posted ?? { epoch: 0, bundles: 0 }
    if (posted !== undefined) {
      const isSame = log.size() >= postedBundles && bytesToHex(log.root(postedBundles)) === posted.root
      if (!isSame) {
        throw new AppError(
          'DIRECTORY_REWRITTEN',
          `The ${postedBundles} bundles stored do not give the root on chain of day ${lastEpoch}: the log was changed.`,
        )
      }
    }
    const epoch = planRoot({
      ...{ today: epochAt(now * 1000), lastEpoch, postedBundles, bundles: log.size() },
      lastIssuingDay:
        generation.endedAt === null ? Number.POSITIVE_INFINITY : epochAt(generation.endedAt.getTime()),
      postsToday: deps.postsToday,
    })
    if (epoch === undefined) return
    const root = { epoch, root: bytesToHex(log.root(log.size())), bundles: log.size() }
    const txHash = await deps.chain.post(generation.number, root)
    deps.metrics.roots.inc()
    deps.logger.info({ generation: generation.number, ...root, txHash }, 'root was posted')
  }

  const watch = async (generation: GenerationRow) => {
    const upTo = log.size()
    if (upTo === lookedAt) return
    for (const fraud of await findKeyFrauds(deps.pool, { masterPublicKey, from: lookedAt })) {
      const proof = bytesToHex(createFraudProof(domain, fraud.first, fraud.second))
      frauds += 1
      deps.logger.error(
        { generation: generation.number, name: fraud.name, epoch: fraud.epoch, proof },
        'two keys were issued for one name and day',
      )
    }
    lookedAt = upTo
    deps.metrics.frauds.set({ generation: String(generation.number) }, frauds)
  }

  return async (generation: GenerationRow): Promise<void> => {
    await readLog()
    deps.metrics.bundles.set({ generation: String(generation.number) }, log.size())
    await watch(generation)
    if (generation.status !== 'stopped') await postRoot(generation)
  }
}
