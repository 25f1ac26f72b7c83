import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const startedSchema = z.object({ url: z.string() })

export type Program = {
  url: string
  pid: number
  /** Everything it printed. */
  log(): string
  /** SIGTERM, or another signal; resolves when it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>
}

/** Another part of the network as a process of its own, by its file from the repository's root. Resolves when it says where it is. */
export async function spawnProgram(file: string, options: unknown): Promise<Program> {
  const program = fileURLToPath(new URL(`../../../../${file}`, import.meta.url))
  const child = spawn(process.execPath, [program, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const { url } = await new Promise<z.infer<typeof startedSchema>>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      log += chunk.toString()
      const line = /^\{"url".*\}$/m.exec(log)
      if (line !== null) resolve(startedSchema.parse(JSON.parse(line[0])))
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
