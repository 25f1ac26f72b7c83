import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type * as engineModule from '@prisma/schema-engine-wasm'
import * as engineGlue from '@prisma/schema-engine-wasm/schema_engine_bg'
import type { SchemaFile } from './migrations.ts'

const require = createRequire(import.meta.url)
let ready: Promise<void> | undefined

/**
 * Prisma Migrate's own engine, as WebAssembly: the native one would be downloaded from a host that may be out
 * of reach. The package's entry point imports the .wasm as a module, which Node does not do unflagged, so it is
 * instantiated by hand here. Call free() when done.
 */
export async function openSchemaEngine(
  databaseUrl: string,
  schema: readonly SchemaFile[],
): Promise<engineModule.SchemaEngine> {
  ready ??= instantiate()
  await ready
  // free() does not close the adapter's pool: by default it would stay connected for 10 s.
  const pool = { connectionString: databaseUrl, idleTimeoutMillis: 50, allowExitOnIdle: true }
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool))
  return engineGlue.SchemaEngine.new(
    { datamodels: schema.map(({ path, content }) => [path, content]) },
    () => {},
    adapter,
  )
}

/** The part of the WebAssembly API used here; its types otherwise come only with the browser's. */
type WasmRuntime = {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, unknown>,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>
}

async function instantiate(): Promise<void> {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: WasmRuntime }
  const gluePath = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = await readFile(gluePath.replace(/\.js$/, '.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': engineGlue })
  engineGlue.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start !== 'function') throw new TypeError('The schema engine has no start function.')
  start()
}
