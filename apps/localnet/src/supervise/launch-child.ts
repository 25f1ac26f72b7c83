import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { identifyProcess, type ProcessIdentity } from '@network3/local-servers/process-identity'

/** A program to run: `command` is a file, or a name looked up on PATH. */
export type Program = {
  command: string
  args: readonly string[]
  folder: string
  /** The whole environment of the child. */
  env: NodeJS.ProcessEnv
}

export type Child = {
  identity: ProcessIdentity | undefined
  /** How it ended, in words: "exit code 1", "SIGKILL". Resolves, never rejects. */
  exited: Promise<{ ok: boolean; how: string }>
}

/**
 * Starts a program as the leader of its own process group, with its output appended to `logFile`: a Ctrl-C in the
 * terminal reaches the supervisor alone, which then ends things in order.
 */
export function launchChild(program: Program, logFile: string): Child {
  mkdirSync(dirname(logFile), { recursive: true })
  const log = openSync(logFile, 'a')
  const child = spawn(program.command, [...program.args], {
    cwd: program.folder,
    env: program.env,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const exited = new Promise<{ ok: boolean; how: string }>((resolve) => {
    child.once('error', (error) => resolve({ ok: false, how: error.message }))
    child.once('exit', (code, signal) => resolve({ ok: code === 0, how: signal ?? `exit code ${code}` }))
  })
  return { identity: child.pid === undefined ? undefined : identifyProcess(child.pid), exited }
}

/** The last lines of a log, without colours, for a report. */
export function readLastLines(logFile: string, count: number): string {
  if (!existsSync(logFile)) return ''
  const lines = stripVTControlCharacters(readFileSync(logFile, 'utf8')).trimEnd().split('\n')
  return lines.slice(-count).join('\n')
}

/** Keeps the log of the start before this one, and no older. */
export function turnLogOver(logFile: string): void {
  if (existsSync(logFile)) renameSync(logFile, logFile.replace(/\.log$/, '.previous.log'))
}
