import { readFileSync } from 'node:fs'
import { listSources } from './workspaces.ts'

const LIMIT = 300
/** Made by a command and checked against its source: nobody reads them top to bottom. */
const GENERATED = /^prisma\/migrations\//

export function checkFileSizes(): string[] {
  return listSources()
    .filter((path) => !GENERATED.test(path))
    .map((path) => ({ path, lines: readFileSync(path, 'utf8').split('\n').length - 1 }))
    .filter(({ lines }) => lines > LIMIT)
    .map(({ path, lines }) => `${path} has ${lines} lines: split it by what changes together`)
}
