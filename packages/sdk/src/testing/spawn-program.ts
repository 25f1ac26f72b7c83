import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const startedSchema = z.object({ url: z.string() })
const root = new URL('../../../../', import.meta.url)

export type Program = {
  url: string
  pid: number
  /** Everything it printed. */
  log(): string
  /** SIGTERM, or another signal; resolves when it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>
}

type Launch = {
  /** From the repository's root. */
  file: string
  args: readonly string[]
  env?: NodeJS.ProcessEnv
  /** Where it is, or who; undefined while what it printed does not say so yet. */
  urlIn: (log: string) => string | undefined
}

/** A program of ours as a process of its own. Resolves when it has said where it is; rejects when it ends before. */
export async function launchProgram({ file, args, env = process.env, urlIn }: Launch): Promise<Program> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(file, root)), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  })
  let log = ''
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      log += chunk.toString()
      const found = urlIn(log)
      if (found !== undefined) resolve(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    gone.then(() => reject(new Error(`${file} ended:\n${log}`)))
  })
  return {
    ...{ url, pid: child.pid ?? 0, log: () => log },
    stop: (signal = 'SIGTERM') => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      return gone
    },
  }
}

/** A part of the network that takes its options as JSON and prints `{"url": …}`. */
export function spawnProgram(file: string, options: unknown): Promise<Program> {
  const urlIn = (log: string) => {
    const line = /^\{"url".*\}$/m.exec(log)
    return line === null ? undefined : startedSchema.parse(JSON.parse(line[0])).url
  }
  return launchProgram({ file, args: [JSON.stringify(options)], urlIn })
}
