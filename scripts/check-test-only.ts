import { readFileSync } from 'node:fs'
import { listSources } from './workspaces.ts'

const isTest = (path: string) =>
  /\.(test|e2e|bench)\.tsx?$/.test(path) ||
  /^(e2e|packages\/testing)\//.test(path) ||
  /\/testing\/|-under-test\.ts$/.test(path)

/** Product code never imports test support: only tests reach into packages/testing and folders called testing. */
export function checkTestOnly(): string[] {
  return listSources()
    .filter((path) => /\.tsx?$/.test(path) && !isTest(path) && !path.startsWith('scripts/'))
    .filter((path) => /from '(@network3\/testing|[^']*\/testing\/)/.test(readFileSync(path, 'utf8')))
    .map((path) => `${path} imports test support`)
}
