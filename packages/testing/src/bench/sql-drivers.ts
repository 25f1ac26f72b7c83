/**
 * `npm run bench:drivers`: the two PostgreSQL drivers of the field on the three shapes of our hot SQL, in turn, on
 * one throwaway server, medians of paired rounds. Seeded data; docs/adr/0006 quotes what it prints.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { findFreePort } from '@network3/local-servers/find-free-port'
import { startPostgres } from '@network3/local-servers/start-postgres'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import postgres from 'postgres'

const ROWS = 50_000
const ROUNDS = 7
const PAGES = 2_000
const BATCH = 1_000

const folder = mkdtempSync(join(tmpdir(), 'network3-bench-'))
const server = await startPostgres({
  folder: join(folder, 'postgres'),
  port: await findFreePort(),
  logFile: join(folder, 'log'),
  durable: false,
})
const pgClient = new pg.Client({ connectionString: server.urlOf('postgres') })
const sql = postgres(server.urlOf('postgres'), { max: 1 })

const key = (index: number): Buffer =>
  Buffer.from(((index * 2_654_435_761) % 2 ** 32).toString(16).padStart(40, '0'), 'hex')
const keys = Array.from({ length: ROWS }, (_, index) => key(index))
const amounts = keys.map((_, index) => (10n ** 18n * BigInt(index)).toString())
/** PostgreSQL's text COPY format: bytea as \\x…, tab between columns. */
const copyText = Buffer.from(
  keys.map((value, index) => `\\\\x${value.toString('hex')}\t${amounts[index]}\n`).join(''),
)
const UPSERT = `INSERT INTO board SELECT * FROM unnest($1::bytea[], $2::numeric[])
  ON CONFLICT (operator) DO UPDATE SET total = board.total + excluded.total`
const PAGE =
  'SELECT operator, total::text FROM board WHERE (total, operator) < ($1, $2) ORDER BY board.total DESC, board.operator DESC LIMIT 50'

type Task = {
  name: string
  unit: string
  count: number
  pg: () => Promise<void>
  postgres: () => Promise<void>
}
const start = (round: number): number => (round * 6_151) % (ROWS - BATCH)

const tasks: Task[] = [
  {
    name: 'prepared page of 50',
    unit: 'pages/s',
    count: PAGES,
    pg: async () => {
      for (let index = 0; index < PAGES; index += 1) {
        await pgClient.query({
          name: 'page',
          text: PAGE,
          values: [amounts[start(index) + 50], keys[start(index)]],
        })
      }
    },
    postgres: async () => {
      for (let index = 0; index < PAGES; index += 1) {
        await sql.unsafe(PAGE, [amounts[start(index) + 50] ?? '', keys[start(index)] ?? ''], {
          prepare: true,
        })
      }
    },
  },
  {
    name: `unnest upsert of ${BATCH}`,
    unit: 'rows/s',
    count: 20 * BATCH,
    pg: async () => {
      for (let index = 0; index < 20; index += 1) {
        const from = start(index)
        await pgClient.query({
          name: 'upsert',
          text: UPSERT,
          values: [keys.slice(from, from + BATCH), amounts.slice(from, from + BATCH)],
        })
      }
    },
    postgres: async () => {
      for (let index = 0; index < 20; index += 1) {
        const from = start(index)
        const values = [
          keys.slice(from, from + BATCH).map((value) => `\\x${value.toString('hex')}`),
          amounts.slice(from, from + BATCH),
        ]
        await sql.unsafe(UPSERT, values, { prepare: true })
      }
    },
  },
  {
    name: 'COPY',
    unit: 'rows/s',
    count: ROWS,
    pg: async () => {
      await pgClient.query('TRUNCATE load')
      await pipeline([copyText], pgClient.query(copyFrom('COPY load FROM STDIN')))
    },
    postgres: async () => {
      await sql`TRUNCATE load`
      await pipeline([copyText], await sql`COPY load FROM STDIN`.writable())
    },
  },
]

async function time(run: () => Promise<void>, count: number): Promise<number> {
  const startedAt = performance.now()
  await run()
  return count / ((performance.now() - startedAt) / 1000)
}
const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

try {
  await pgClient.connect()
  await pgClient.query('CREATE TABLE board (operator bytea PRIMARY KEY, total numeric(78,0) NOT NULL)')
  await pgClient.query('CREATE INDEX ON board (total DESC, operator DESC)')
  await pgClient.query('CREATE TABLE load (operator bytea, total numeric(78,0))')
  await pgClient.query(UPSERT, [keys, amounts])
  await pgClient.query('ANALYZE board')
  for (const task of tasks) {
    const rates = { pg: [] as number[], postgres: [] as number[] }
    for (let round = 0; round < ROUNDS; round += 1) {
      rates.pg.push(await time(task.pg, task.count))
      rates.postgres.push(await time(task.postgres, task.count))
    }
    const [a, b] = [median(rates.pg), median(rates.postgres)]
    console.log(
      `${task.name.padEnd(22)} pg ${Math.round(a)} ${task.unit}   postgres ${Math.round(b)} ${task.unit}   pg/postgres ${(a / b).toFixed(2)}`,
    )
  }
} finally {
  await Promise.allSettled([pgClient.end(), sql.end()])
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
