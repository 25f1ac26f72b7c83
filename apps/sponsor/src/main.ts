import { join } from 'node:path'
import { loadDeployment } from '@network3/chain/load-deployment'
import { isAppError } from '@network3/core/app-error'
import { createLogger } from '@network3/service/logger'
import { createShutdown } from '@network3/service/shutdown'
import { readEnv } from './env.ts'
import { runSponsor } from './run-sponsor.ts'

async function main(): Promise<void> {
  const env = readEnv()
  const logger = createLogger('sponsor', env.logLevel)
  const shutdown = createShutdown({ logger })
  const deployment = await loadDeployment({
    chainId: env.chainId,
    ...(env.deploymentFile === undefined ? {} : { file: env.deploymentFile }),
  })
  const sponsor = await runSponsor({
    ...{ rpcUrl: env.rpcUrl, deployment, privateKey: env.privateKey, port: env.port, logger },
    ...{ quotaFile: join(env.dataDir, 'quota.jsonl'), limits: env.limits, alarmWei: env.alarmWei },
    settling: env.settling && { ...env.settling, bookFile: join(env.dataDir, 'settled.jsonl') },
    redeeming: env.redeeming && { ...env.redeeming, bookFile: join(env.dataDir, 'redeemed.jsonl') },
  })
  shutdown.add('sponsor', sponsor.close)
}

main().catch((caught: unknown) => {
  // What a person has to put right is one sentence; anything else is a fault of ours and shows where.
  console.error(isAppError(caught) ? caught.message : caught)
  process.exit(1)
})
