/** First rough version */
import { join } from 'node:path'
import { writeHistory } from '../../replay/history.ts'
import { rewardsProfile } from '../../replay/rewards-profile.ts'
import { startReplay } from '../../replay/start-replay.ts'
import { withClient } from '../../template-database.ts'
import { startBenchServer } from './bench-server.ts'
import { measureBackfill } from './run-ours.ts'
import { measureYardsticks } from './yardsticks.ts'

const scale = Number(process.argv[2] ?? '1')
const server = await startBenchServer()
try {
  const t = performance.now()
  const history = await writeHistory(
    rewardsProfile({
      name: 'dense',
      seed: 7,
      blocks: 2450 * scale,
      events: 490_000 * scale,
      operators: 30_000,
    }),
    join(server.folder, 'dense.history'),
  )
  console.log('history', performance.now() - t, history.offsets.at(-1))
  const replay = await startReplay(history, { latencyMs: 0, maxLogs: 50_000 })
  if (process.env.YARD)
    for (const [n, m] of await measureYardsticks(server, replay.rpcUrl, history))
      console.log(n, JSON.stringify(m))
  const databaseUrl = await server.createDatabase('dense')
  if (process.env.SQL)
    await withClient(databaseUrl, (c) => c.query('ALTER DATABASE dense SET log_min_duration_statement = 0'))
  const args = process.env.PROF ? ['--cpu-prof', '--cpu-prof-dir=/tmp/prof7'] : []
  console.log(
    await measureBackfill(server, { databaseUrl, rpcUrl: replay.rpcUrl, history, proves: false, args }),
  )
  if (process.env.SQL) (await import('node:fs')).copyFileSync(`${server.folder}/postgres.log`, '/tmp/pg7.log')
  await withClient(databaseUrl, async (c) => {
    await c.query('ANALYZE')
    const { rows } = await c.query(
      `select relname, pg_relation_size(c.oid) sz, round(pg_relation_size(c.oid)/${history.events}.0,1) per from pg_class c where relnamespace='public'::regnamespace and pg_relation_size(c.oid) > 300000 order by 2 desc`,
    )
    console.table(rows)
  })
  await replay.stop()
} finally {
  await server.stop()
}
