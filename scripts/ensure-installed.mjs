// Installs the locked dependencies when they are missing or older than the lockfile. Works on Node ≥ 20.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = join(root, 'node_modules', '.network3-install')

/**
 * Runs `npm install` at the locked versions unless node_modules already matches package-lock.json. Throws with one
 * sentence on failure. Not `npm ci`: it refuses a lockfile that lacks optional packages of other platforms, and a
 * registry that mirrors a part of npm does not list those.
 */
export function ensureInstalled() {
  const major = Number(process.versions.node.split('.')[0])
  if (major < 20)
    throw new Error(`Node 20 or later is needed, this is ${process.version}. Install it from nodejs.org.`)

  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return

  console.log('Installing dependencies (about two minutes the first time) …')
  // include=dev and optional: NODE_ENV=production or an omit setting would leave out what the build needs.
  const options = ['--no-save', '--include=dev', '--include=optional', '--loglevel=error']
  const install = spawnSync('npm', ['install', ...options], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (install.status !== 0) {
    throw new Error(
      'installing the dependencies failed; see the lines above, check the npm registry is reachable, and run it again.',
    )
  }
  writeFileSync(stamp, lock)
}
