import { loadDeployment } from '@network3/chain/load-deployment'
import { toAppError } from '@network3/core/app-error'
import { createPool } from '@network3/db/pool'
import { readCommandEnv } from '../command-env.ts'
import { openChainOf } from '../open-chain-of.ts'
import { compareWithContracts } from './compare-with-contracts.ts'

/** `npm run audit:contracts`: one line per comparison, every difference, and 0 only when there is none. */
async function main(): Promise<number> {
  const env = readCommandEnv()
  const deployment = await loadDeployment({
    chainId: env.chainId,
    ...(env.deploymentFile === undefined ? {} : { file: env.deploymentFile }),
  })
  const pool = createPool(env.databaseUrl, { maxConnections: 1, applicationName: 'network3-audit' })
  try {
    const { chain } = openChainOf(env, deployment)
    const { blockNumber, checks } = await compareWithContracts({ pool, chain, deployment })
    let total = 0
    for (const { name, compared, differences } of checks) {
      total += differences.length
      const verdict = differences.length === 0 ? 'equal' : `${differences.length} differences`
      process.stdout.write(`${name.padEnd(42)} ${String(compared).padStart(6)} compared   ${verdict}\n`)
      for (const difference of differences) process.stdout.write(`    ${difference}\n`)
    }
    process.stdout.write(`\nAt block ${blockNumber}: ${total} differences\n`)
    return total === 0 ? 0 : 1
  } finally {
    await pool.end()
  }
}

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`The comparison could not run: ${toAppError(error).message}\n`)
  process.exitCode = 2
}
