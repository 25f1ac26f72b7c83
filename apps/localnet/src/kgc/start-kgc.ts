import type { Deployment } from '@network3/chain/deployment'
import { keepService } from '../supervise/keep-service.ts'
import { runJob } from '../supervise/run-job.ts'
import { buildChildEnv } from '../up/list-services.ts'
import type { UpContext } from '../up/up-context.ts'
import { announceGeneration } from './announce-generation.ts'
import { isKgcSetUp, KGC_NODES, type KgcPlace, kgcService, kgcSetup, kgcUrls } from './kgc-spec.ts'

/**
 * Starts the four nodes, which generate their key at the first start, and announces it on the chain. Resolves with what
 * there is to say. @throws AppError PROCESS_FAILED, START_TIMEOUT, KGC_UNREACHABLE, TX_REVERTED.
 */
export async function startKgc(
  context: UpContext,
  rpcUrl: string,
  { chainId, contracts: { keyDirectory } }: Deployment,
): Promise<string> {
  const { layout, ports, progress, registry, root, stack } = context
  const place: KgcPlace = { root, folder: layout.kgc, ports, env: buildChildEnv(context) }
  const job = { logFile: layout.logOf('kgc-setup'), registry, signal: stack.signal }
  if (!isKgcSetUp(place)) await runJob('the set-up of the KGC', kgcSetup(place, chainId), job)
  await Promise.all(
    KGC_NODES.map((node) => {
      const spec = kgcService(place, node, { rpcUrl, keyDirectory })
      return keepService(spec, { stack, progress, registry, logFile: layout.logOf(spec.name) })
    }),
  )
  const urls = kgcUrls(ports)
  const announcement = await announceGeneration({ rpcUrl, chainId, keyDirectory, urls })
  if (announcement === 'ended')
    progress.warn(
      'The key of the local KGC was stopped or superseded on chain: it issues nothing. Use --reset.',
    )
  return `${urls.length} nodes, key ${announcement}`
}
