import { loadDeployment } from '@network3/chain/load-deployment'
import { toAppError } from '@network3/core/app-error'
import { createPool } from '@network3/db/pool'
import { createPublicClient, http } from 'viem'
import { readInherited } from '../env.ts'
import { findAuditTarget } from './audit-target.ts'
import { recomputeByProgram } from './check-epochs.ts'
import { runAudit } from './run-audit.ts'

/** Differences shown per line; the count is always whole. */
const SHOWN = 5

/** Prints one line per check and `N differences`; 0 only when there are none. */
async function main(): Promise<number> {
  const stack = findAuditTarget(process.argv.slice(2))
  const deployment = await loadDeployment({ chainId: stack.chainId, file: stack.deploymentFile })
  const pool = createPool(stack.databaseUrl, { maxConnections: 2, applicationName: 'network3-audit' })
  const startedAt = performance.now()
  try {
    const transport = http(stack.rpcUrl, { batch: { batchSize: 200, wait: 0 }, timeout: 60_000 })
    const client = createPublicClient({ transport })
    const { blockNumber, checks } = await runAudit({
      pool,
      client,
      deployment,
      epochFilesUrl: stack.epochFilesUrl,
      recomputeEpoch: recomputeByProgram(stack, readInherited()),
    })
    for (const { name, compared, differences } of checks) {
      const verdict = differences.length === 0 ? 'equal' : `${differences.length} differences`
      process.stdout.write(`${name.padEnd(40)} ${String(compared).padStart(8)} compared   ${verdict}\n`)
      for (const difference of differences.slice(0, SHOWN)) process.stdout.write(`    ${difference}\n`)
      if (differences.length > SHOWN) process.stdout.write(`    and ${differences.length - SHOWN} more\n`)
    }
    const total = checks.reduce((sum, { differences }) => sum + differences.length, 0)
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    process.stdout.write(`\nAt block ${blockNumber}, in ${seconds} s:\n${total} differences\n`)
    return total === 0 ? 0 : 1
  } finally {
    await pool.end()
  }
}

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`The audit could not run: ${toAppError(error).message}\n`)
  process.exitCode = 2
}
