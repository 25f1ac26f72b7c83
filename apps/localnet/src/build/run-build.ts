import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { takeLock } from '../data/lock-data.ts'
import { runJob } from '../supervise/run-job.ts'
import { hashInputs } from './hash-inputs.ts'
import type { Build } from './list-builds.ts'

type JobDeps = Parameters<typeof runJob>[2]

/**
 * Runs the build unless its output was made from the same inputs. True when it ran. Builds write into the checkout,
 * which several stacks may share: one builds, the others wait and then find it done.
 */
export async function runBuild(
  build: Build,
  root: string,
  env: NodeJS.ProcessEnv,
  deps: JobDeps,
): Promise<boolean> {
  const release = await waitForLock(join(root, 'node_modules', `.network3-build-${build.name}`), deps.signal)
  try {
    const stamp = join(root, build.stamp)
    const inputs = hashInputs(root, build.inputs)
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) return false
    // From here until the build is whole the output matches nothing, even if the inputs go back to what they were.
    rmSync(stamp, { force: true })
    const args = ['run', '--silent', build.script, '-w', build.workspace]
    await runJob(build.title, { command: 'npm', args, folder: root, env }, deps)
    // Hashed before the build: an edit during it leaves a stamp that does not match.
    writeFileSync(stamp, inputs)
    return true
  } finally {
    release()
  }
}

async function waitForLock(path: string, signal: AbortSignal): Promise<() => void> {
  for (;;) {
    const taken = takeLock(path)
    if ('release' in taken) return taken.release
    await delay(200, undefined, { signal })
  }
}
