import { renameSync, writeFileSync } from 'node:fs'

/** Readers see the old content or the new, never a part: written beside, then renamed over. */
export function writeFileAtomically(path: string, content: string, mode = 0o644): void {
  const partial = `${path}.${process.pid}.partial`
  writeFileSync(partial, content, { mode })
  renameSync(partial, path)
}
