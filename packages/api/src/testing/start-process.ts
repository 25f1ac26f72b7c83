import { type ChildProcess, spawn } from 'node:child_process'
import { programEnv } from '@network3/testing/program-env'
import { waitUntil } from '@network3/testing/wait-until'

/** Room for a machine that does much else. */
const STARTS_WITHIN_MS = 90_000
const root = new URL('../../../../', import.meta.url).pathname

export type TestProcess = {
  child: ChildProcess
  /** Everything it said so far, on both streams. */
  said(): string
  /** The groups of a pattern, as soon as it was said. */
  says(pattern: RegExp): Promise<RegExpExecArray>
  /** Resolves with the exit code once it has ended. */
  ended: Promise<number | null>
  stop(signal?: NodeJS.Signals): Promise<void>
}

/** A program of this repository as a process of its own: `main` from the root, with exactly this environment. */
export function startProcess(main: string, env: Record<string, string>, args: string[] = []): TestProcess {
  const child = spawn(process.execPath, [`${root}${main}`, ...args], {
    env: programEnv({ HOME: '/nonexistent', ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  let isOver = false
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    text += chunk
  })
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      isOver = true
      resolve(code)
    })
  })
  return {
    child,
    said: () => text,
    ended,
    says: async (pattern) => {
      try {
        return await waitUntil(
          `${main} says ${pattern}`,
          () => {
            const found = pattern.exec(text)
            if (found === null && isOver) throw new Error(`${main} ended before it said ${pattern}`)
            return found ?? undefined
          },
          STARTS_WITHIN_MS,
        )
      } catch (cause) {
        throw new Error(`${cause instanceof Error ? cause.message : cause} It said:\n${text}`, { cause })
      }
    },
    stop: async (signal = 'SIGTERM') => {
      if (!isOver) child.kill(signal)
      await ended
    },
  }
}
