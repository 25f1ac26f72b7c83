import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Exact versions: what a year from now is compared with must be what was compared with today. */
const DEPENDENCIES = { hono: '4.10.7', ponder: '0.16.10', typescript: '5.9.3', viem: '2.57.20' }
const INSTALL_TIMEOUT_MS = 5 * 60_000

export const PONDER = `Ponder ${DEPENDENCIES.ponder}`

/** Outside what `npm install` of this repository fills, and ignored by git: only this bench ever needs it. */
const folder = fileURLToPath(new URL('../../../../../../.network3/bench/ponder', import.meta.url))

/** The folder Ponder is installed in, fetched once. Throws Error with npm's words when the registry has none for us. */
export async function installPonder(): Promise<string> {
  if (existsSync(join(folder, 'node_modules', 'ponder', 'package.json'))) return folder
  mkdirSync(folder, { recursive: true })
  const manifest = { name: 'bench-ponder', private: true, type: 'module', dependencies: DEPENDENCIES }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, undefined, 2))
  const options = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--workspaces=false']
  await run('npm', options, { cwd: folder, timeout: INSTALL_TIMEOUT_MS })
  return folder
}
