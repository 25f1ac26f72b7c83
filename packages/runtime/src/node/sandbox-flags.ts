import { realpathSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '@network3/core/app-error'

const source = dirname(dirname(fileURLToPath(import.meta.url)))

/**
 * Where the sandbox runs: a folder it may read anyway. Node 26 lets a worker under the permission model read its working
 * directory, whatever the flags say (seen with 26.10; the escape tests fail with any other folder).
 */
export const sandboxFolder = realpathSync(source)

/** Where an installed package is, as it is named and as it really is; an odd answer would open more than it should. */
function packageFolders(name: string): string[] {
  const manifest = findPackageJSON(name, import.meta.url)
  const named = manifest === undefined ? '' : dirname(manifest)
  const folders = [...new Set([named, named && realpathSync(named)])]
  if (!folders.every((folder) => folder.endsWith(`/${name.split('/').at(-1)}`)))
    throw new AppError(
      'RUNTIME_UNAVAILABLE',
      `${name} is not where it should be, but at ${folders.join(' and ')}`,
    )
  return folders
}

/** All the sandbox may read: its own program. No job, no key, no home. */
function readableFolders(): string[] {
  return [sandboxFolder, ...['@network3/core', '@noble/hashes', 'onnxruntime-web'].flatMap(packageFolders)]
}

/**
 * How Node is told to keep the process in: no files but its program, no network, no processes, no native add-ons,
 * no code from strings. `--allow-worker` is for the one worker that serveChild starts and that may not start another.
 */
export function sandboxFlags(): string[] {
  return [
    '--permission',
    '--allow-worker',
    ...readableFolders().map((folder) => `--allow-fs-read=${join(folder, '*')}`),
    '--no-addons',
    '--no-global-search-paths',
    '--disallow-code-generation-from-strings',
    '--max-old-space-size=256',
    '--disable-warning=SecurityWarning',
    '--disable-warning=ExperimentalWarning',
  ]
}
