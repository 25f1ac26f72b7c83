import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { Client } from 'pg'

const run = promisify(execFile)

/** Runs `work` on one connection of its own. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'network3 test admin' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** The same server, another database. */
export function urlOfDatabase(adminUrl: string, database: string): string {
  const url = new URL(adminUrl)
  url.pathname = `/${database}`
  return url.toString()
}

/** Creates a database with every migration applied, and returns its name. */
export async function createTemplate(adminUrl: string): Promise<string> {
  const template = `n3_template_${randomBytes(4).toString('hex')}`
  await withClient(adminUrl, (client) => client.query(`CREATE DATABASE ${template}`))
  // A process of its own: packages/db is tested with this package, so it cannot be imported here without a cycle.
  // It exits by itself, because the engine's lock timer would keep it for 10 s more.
  const program = `
    const { migrate } = await import('@network3/db/migrate')
    await migrate(process.env.DATABASE_URL)
    process.exit()`
  const env = { ...process.env, DATABASE_URL: urlOfDatabase(adminUrl, template) }
  try {
    await run(process.execPath, ['--input-type=module', '--eval', program], { env, cwd: import.meta.dirname })
  } catch (cause) {
    await dropTemplate(adminUrl, template)
    const words = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : String(cause)
    throw new Error(`The migrations could not be applied to the test template:\n${words}`, { cause })
  }
  return template
}

/**
 * Drops the template, and every clone a test file forgot.
 *
 * @throws Error that names the forgotten clones.
 */
export async function dropTemplate(adminUrl: string, template: string): Promise<void> {
  const forgotten = await withClient(adminUrl, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`)
    const clones = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [clonePrefix(template)],
    )
    for (const { datname } of clones.rows) await client.query(`DROP DATABASE "${datname}" WITH (FORCE)`)
    return clones.rows.map((row) => row.datname)
  })
  if (forgotten.length > 0) throw new Error(`Test databases were never dropped: ${forgotten.join(', ')}`)
}

/** Clones carry their template's name, so that two runs on one server never drop each other's. */
export function clonePrefix(template: string): string {
  return `${template.replace('template', 'clone')}_`
}
