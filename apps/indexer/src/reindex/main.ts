import { parseArgs } from 'node:util'
import { loadDeployment } from '@network3/chain/load-deployment'
import { toAppError } from '@network3/core/app-error'
import { createPool } from '@network3/db/pool'
import { dropReplaced } from '@network3/db/reindex/switch-tables'
import { createLogger } from '@network3/service/logger'
import { readCommandEnv } from '../command-env.ts'
import { runReindex } from './run-reindex.ts'

const say = (line: string) => void process.stdout.write(`${line}\n`)

/** `npm run reindex`: builds the index anew beside the one that serves, and switches. `--drop-replaced` clears up. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { fresh: { type: 'boolean', default: false }, 'drop-replaced': { type: 'boolean' } },
  })
  const env = readCommandEnv()
  if (values['drop-replaced'] === true) {
    const pool = createPool(env.databaseUrl, { maxConnections: 1, applicationName: 'network3-reindex' })
    await dropReplaced(pool).finally(() => pool.end())
    say('The tables that were replaced are gone.')
    return
  }
  const deployment = await loadDeployment({
    chainId: env.chainId,
    ...(env.deploymentFile === undefined ? {} : { file: env.deploymentFile }),
  })
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  process.once('SIGTERM', () => stop.abort())
  const logger = createLogger('reindex', env.logLevel === 'info' ? 'warn' : env.logLevel)
  const changed = await runReindex({
    ...{ env, deployment, logger, say, isFresh: values.fresh, signal: stop.signal },
  })
  for (const { table, before, after } of changed) say(`${table}: ${before} rows before, ${after} now`)
  if (changed.length === 0) say('Every table has as many rows as before.')
  say('Once you are content: npm run reindex -- --drop-replaced')
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${toAppError(error).message}\n`)
  process.exitCode = 1
}
