import { join } from 'node:path'

/**
 * How Node is told to keep the process in: no files but `readable`, no network, no processes, no native add-ons, no
 * code from strings. `--allow-worker` is for the one worker that serveChild starts and that may not start another.
 */
export function sandboxFlags(readable: readonly string[]): string[] {
  return [
    '--permission',
    '--allow-worker',
    ...readable.map((folder) => `--allow-fs-read=${join(folder, '*')}`),
    '--no-addons',
    '--no-global-search-paths',
    '--disallow-code-generation-from-strings',
    '--max-old-space-size=256',
    '--disable-warning=SecurityWarning',
    '--disable-warning=ExperimentalWarning',
  ]
}
