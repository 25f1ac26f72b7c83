import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheFolder } from './open-cache.mjs'

/** Longer than the slowest device takes; the agent then starts without. */
const WITHIN_MS = 60_000

/**
 * Fills the cache in a process of its own at the first start of a version: whoever fills it loads Node's TypeScript
 * stripper, and would hold its 28 MB for as long as it runs. Where that fails, the agent fills it itself.
 */
export function warmCache() {
  try {
    const mark = join(cacheFolder, `warm-${process.version}-${newestSource()}`)
    if (existsSync(mark)) return
    mkdirSync(cacheFolder, { recursive: true })
    const filler = fileURLToPath(new URL('./fill-cache.mjs', import.meta.url))
    const { status } = spawnSync(process.execPath, [filler], { stdio: 'ignore', timeout: WITHIN_MS })
    if (status === 0) writeFileSync(mark, '')
  } catch {
    // A folder that cannot be written costs memory, and is no reason not to run.
  }
}

function newestSource() {
  const source = fileURLToPath(new URL('../src', import.meta.url))
  const times = readdirSync(source, { recursive: true }).map((name) => statSync(join(source, name)).mtimeMs)
  return Math.max(...times)
}
