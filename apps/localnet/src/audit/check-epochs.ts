import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import type { EpochFile } from '@network3/core/epoch-file'
import type { Check } from '@network3/db/queries/audit/compare-facts'
import type { RunningStack } from '../data/read-stack-file.ts'

/** Says how an epoch's file differs from what its receipts and the chain give; undefined when it does not. */
export type RecomputeEpoch = (epoch: string) => Promise<string | undefined>

/** Older ones were newest once: computing all of them again would take longer with every epoch. */
const NEWEST = 3

/** Computes the newest epochs again from public data, as anybody can. Those from before nodes were measured are left out. */
export async function checkEpochs(files: Map<string, EpochFile>, recompute: RecomputeEpoch): Promise<Check> {
  const newest = [...files]
    .filter(([, { version }]) => version === 2)
    .sort(([a], [b]) => Number(b) - Number(a))
    .slice(0, NEWEST)
  const differences: string[] = []
  for (const [epoch] of newest) {
    const difference = await recompute(epoch)
    if (difference !== undefined) differences.push(difference)
  }
  return { name: 'newest epochs computed from receipts', compared: newest.length, differences }
}

const program = resolve(import.meta.dirname, '../../../attestor/src/verify/main.ts')

/** `npm run epoch:verify` against a running stack: a program of its own, which knows nothing of the database. */
export function recomputeByProgram(stack: RunningStack, environment: NodeJS.ProcessEnv): RecomputeEpoch {
  const env = {
    ...environment,
    RPC_URL: stack.rpcUrl,
    CHAIN_ID: String(stack.chainId),
    DEPLOYMENT_FILE: stack.deploymentFile,
    RECEIPTS_URL: stack.receiptsUrl,
    EPOCH_FILES_URL: stack.epochFilesUrl,
  }
  return (epoch) =>
    new Promise((done) => {
      execFile(process.execPath, [program, epoch], { env }, (error, out, err) => {
        done(error === null ? undefined : `epoch ${epoch}: ${`${out}${err}`.trim()}`)
      })
    })
}
