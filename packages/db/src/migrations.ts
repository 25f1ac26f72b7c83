import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MigrationList, SchemaFilter } from '@prisma/schema-engine-wasm'

const prismaFolder = fileURLToPath(new URL('../../../prisma/', import.meta.url))

/** Nothing is managed outside Prisma's schema. */
export const noFilter: SchemaFilter = { externalTables: [], externalEnums: [] }

/** The text of prisma/schema.prisma. */
export function readSchema(): Promise<string> {
  return readFile(join(prismaFolder, 'schema.prisma'), 'utf8')
}

/** Every migration of prisma/migrations, oldest first, as the schema engine takes them. */
export async function readMigrations(): Promise<MigrationList> {
  const baseDir = join(prismaFolder, 'migrations')
  const entries = await readdir(baseDir, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const migrationDirectories = await Promise.all(
    folders.sort().map(async (folder) => ({
      path: folder,
      migrationFile: {
        path: 'migration.sql',
        content: {
          tag: 'ok' as const,
          value: await readFile(join(baseDir, folder, 'migration.sql'), 'utf8'),
        },
      },
    })),
  )
  const lockfile = {
    path: 'migration_lock.toml',
    content: await readFile(join(baseDir, 'migration_lock.toml'), 'utf8'),
  }
  return { baseDir, lockfile, shadowDbInitScript: '', migrationDirectories }
}
