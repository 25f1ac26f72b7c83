import { realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const source = dirname(dirname(fileURLToPath(import.meta.url)))

/** The folder of an installed package, by one of its exports. */
function packageOf(entry: string, name: string): string {
  const path = realpathSync(fileURLToPath(import.meta.resolve(entry)))
  const at = path.lastIndexOf(`/${name}/`)
  return at === -1 ? dirname(path) : path.slice(0, at + name.length + 1)
}

/** All the sandbox may read: its own program. No job, no key, no home. */
export function readableFolders(): string[] {
  const core = dirname(fileURLToPath(import.meta.resolve('@network3/core/app-error')))
  const packages = [
    packageOf('@noble/hashes/sha2.js', 'hashes'),
    packageOf('onnxruntime-web/wasm', 'onnxruntime-web'),
  ]
  return [source, core, ...packages].map((folder) => join(realpathSync(folder), '*'))
}

/**
 * How Node is told to keep the process in: no files but its program, no network, no processes, no native add-ons,
 * no code from strings. `--allow-worker` is for the one worker that child-main starts and that may not start another.
 */
export function sandboxFlags(): string[] {
  return [
    '--permission',
    '--allow-worker',
    ...readableFolders().map((folder) => `--allow-fs-read=${folder}`),
    '--no-addons',
    '--no-global-search-paths',
    '--disallow-code-generation-from-strings',
    '--max-old-space-size=256',
    '--disable-warning=SecurityWarning',
    '--disable-warning=ExperimentalWarning',
  ]
}
