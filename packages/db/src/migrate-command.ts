// Applies the migrations to DATABASE_URL (or the URL given as the first argument) and names what was applied.
import { readDatabaseUrl } from './env.ts'
import { migrate } from './migrate.ts'

const databaseUrl = readDatabaseUrl(process.argv.slice(2))
if (databaseUrl === undefined) {
  console.error('Set DATABASE_URL, or give the URL of a PostgreSQL database as the argument.')
  process.exit(2)
}
const applied = await migrate(databaseUrl)
console.log(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`)
// The engine's lock timer would keep the process for 10 s more.
process.exit()
