// Fails when prisma/schema.prisma and prisma/migrations disagree. Needs any PostgreSQL database and leaves it as
// it was. Usage: node src/check-drift.ts <url>, or with DATABASE_URL set.

import { diffSchema } from './diff-schema.ts'
import { readDatabaseUrl } from './env.ts'

const databaseUrl = readDatabaseUrl(process.argv.slice(2))
if (databaseUrl === undefined) {
  console.error('Give the URL of a PostgreSQL database: node src/check-drift.ts postgresql://…')
  process.exit(2)
}
const differences = await diffSchema(databaseUrl)
if (differences.length > 0) {
  console.error(`prisma/schema.prisma and prisma/migrations disagree:\n${differences.join('\n')}`)
  console.error('Add a migration that makes the difference.')
  process.exit(1)
}
console.log('The migrations give exactly prisma/schema.prisma.')
