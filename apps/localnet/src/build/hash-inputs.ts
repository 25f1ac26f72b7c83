import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

// Deployment records are read at run time: a new local chain must not cost a new build.
const skippedFolders = new Set([
  'node_modules',
  '.next',
  '.turbo',
  'out',
  'cache',
  'generated',
  'deployments',
])
/** Next writes its types file at every build; tests and notes are not built. */
const skippedFiles = /^next-env\.d\.ts$|\.test\.tsx?$|\.tsbuildinfo$|\.md$/

/**
 * One hash over the names and contents of all files at `paths` (files or folders, relative to `root`): equal
 * hashes mean a build would come out the same. Times and modes do not count, so a fresh clone can match.
 */
export function hashInputs(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of paths.flatMap((path) => listFiles(join(root, path))).sort()) {
    const content = readFileSync(file)
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

function listFiles(path: string): string[] {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : listFiles(join(path, entry.name))
    return entry.isFile() && !skippedFiles.test(entry.name) ? [join(path, entry.name)] : []
  })
}
