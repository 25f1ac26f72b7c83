import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runJob } from '../supervise/run-job.ts'
import { hashInputs } from './hash-inputs.ts'
import type { Build } from './list-builds.ts'

type JobDeps = Parameters<typeof runJob>[2]

/** Runs the build unless its output was made from the same inputs. True when it ran. */
export async function runBuild(
  build: Build,
  root: string,
  env: NodeJS.ProcessEnv,
  deps: JobDeps,
): Promise<boolean> {
  const stamp = join(root, build.stamp)
  const inputs = hashInputs(root, build.inputs)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) return false
  const args = ['run', '--silent', build.script, '-w', build.workspace]
  await runJob(build.title, { command: 'npm', args, folder: root, env }, deps)
  // Hashed before the build: an edit during it leaves a stamp that does not match.
  writeFileSync(stamp, inputs)
  return true
}
