import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { toAppError } from '@network3/core/app-error'
import { openChildRegistry } from '../data/child-registry.ts'
import { layOutData } from '../data/data-layout.ts'
import { readEnv } from '../env.ts'
import { builds } from './list-builds.ts'
import { runBuild } from './run-build.ts'

/** `npm run build`: everything that is built, as `npm start` builds it, and only what is not up to date. */
const root = resolve(import.meta.dirname, '../../../..')
const layout = layOutData(resolve(root, '.network3'))
mkdirSync(layout.logs, { recursive: true })

const deps = {
  registry: openChildRegistry(resolve(layout.folder, 'build-pids.json')),
  signal: new AbortController().signal,
}
let failures = 0
for (const build of [builds['database-client'], builds.contracts, builds.web]) {
  const startedAt = performance.now()
  const seconds = (): string => ((performance.now() - startedAt) / 1000).toFixed(1)
  try {
    const ran = await runBuild(build, root, readEnv().inherited, {
      ...deps,
      logFile: layout.logOf(`build-${build.name}`),
    })
    console.log(`ok   ${build.title}: ${ran ? 'built' : 'up to date'} (${seconds()} s)`)
  } catch (error) {
    failures += 1
    console.log(`FAIL ${build.title} (${seconds()} s)\n${toAppError(error).message}`)
  }
}
process.exit(failures === 0 ? 0 : 1)
