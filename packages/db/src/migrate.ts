import { clearInterrupted } from './clear-interrupted.ts'
import { noFilter, readMigrations, readSchema } from './migrations.ts'
import { openSchemaEngine } from './schema-engine.ts'

/**
 * Applies what prisma/migrations has and the database has not, and returns the names applied. Records them in
 * _prisma_migrations exactly as `prisma migrate deploy` does, so that either can follow the other.
 * A first migration that was cut short is begun anew. Throws DATABASE_CONFLICT where a later one was, and what the
 * engine reports: unreachable database, failed SQL.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const [schema, migrationsList] = await Promise.all([readSchema(), readMigrations()])
  await clearInterrupted(databaseUrl)
  const engine = await openSchemaEngine(databaseUrl, schema)
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: noFilter })
    return appliedMigrationNames
  } finally {
    engine.free()
  }
}
