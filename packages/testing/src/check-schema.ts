import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '@network3/local-servers/find-free-port'
import { startPostgres } from '@network3/local-servers/start-postgres'

/** Part of `npm run check`: prisma/schema.prisma and prisma/migrations say the same, judged by a real server. */
const folder = mkdtempSync(join(tmpdir(), 'network3-schema-'))
const server = await startPostgres({
  folder: join(folder, 'postgres'),
  port: await findFreePort(),
  logFile: join(folder, 'postgres.log'),
  durable: false,
})
try {
  const args = ['run', '--silent', 'db:diff', '-w', '@network3/db', '--', server.urlOf('postgres')]
  process.exitCode = spawnSync('npm', args, { stdio: 'inherit' }).status ?? 1
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
