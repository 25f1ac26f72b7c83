import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MigrationList, SchemaFilter } from '@prisma/schema-engine-wasm'

const prismaFolder = fileURLToPath(new URL('../../../prisma/', import.meta.url))

/** Nothing is managed outside Prisma's schema. */
export const noFilter: SchemaFilter = { externalTables: [], externalEnums: [] }

export type SchemaFile = { path: string; content: string }

/** prisma/schema.prisma and the models beside it, by area. */
export async function readSchema(): Promise<SchemaFile[]> {
  const models = (await readdir(join(prismaFolder, 'models'))).sort().map((file) => join('models', file))
  return Promise.all(
    ['schema.prisma', ...models].map(async (path) => ({
      path,
      content: await readFile(join(prismaFolder, path), 'utf8'),
    })),
  )
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
