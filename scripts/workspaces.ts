import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import rootPackage from '../package.json' with { type: 'json' }

type Manifest = {
  name: string
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}
export type Workspace = { folder: string; name: string; dependencies: string[]; devDependencies: string[] }

/** Every workspace with its declared dependencies, the root included as ".". */
export function listWorkspaces(): Workspace[] {
  const manifests = [
    'package.json',
    ...rootPackage.workspaces.flatMap((glob) => globSync(`${glob}/package.json`)),
  ]
  return manifests.map((path) => {
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest
    return {
      folder: dirname(path),
      name: manifest.name,
      dependencies: Object.keys(manifest.dependencies ?? {}),
      devDependencies: Object.keys(manifest.devDependencies ?? {}),
    }
  })
}

/** Source files git knows or would add, generated ones (git-ignored) left out. */
export function listSources(): string[] {
  const patterns = ['*.ts', '*.tsx', '*.mjs', '*.sol', '*.css', '*.sql', '*.prisma']
  const out = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', ...patterns], {
    encoding: 'utf8',
  })
  // A file deleted but not yet committed is still in git's list.
  return out.split('\n').filter((path) => path !== '' && existsSync(path))
}
