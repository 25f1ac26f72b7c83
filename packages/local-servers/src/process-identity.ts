import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'

/**
 * A process as it can be found again: a pid alone may belong to a stranger after the kernel has reused it,
 * the pid together with the moment it started cannot.
 */
export type ProcessIdentity = { pid: number; startedAt: string }

/**
 * When `pid` started, as an opaque string that is stable over the life of the process, or undefined when
 * there is no such process (a zombie counts as none). Linux: proc(5) stat field 22, in clock ticks since
 * boot, with the boot id; elsewhere `ps -o lstart`.
 */
export function findProcessStart(pid: number): string | undefined {
  if (process.platform !== 'linux') return ask('ps', ['-o', 'lstart=', '-p', String(pid)])
  const stat = read(`/proc/${pid}/stat`)
  if (stat === undefined) return undefined
  // The command in field 2 may hold spaces and brackets, so fields are counted after the last bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined
  return `${read('/proc/sys/kernel/random/boot_id')?.trim() ?? ''}:${fields[19]}`
}

/** The identity of a living process, or undefined when it has already gone. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  const startedAt = findProcessStart(pid)
  return startedAt === undefined ? undefined : { pid, startedAt }
}

/** Whether exactly this process, and not a later one with the same pid, is alive. */
export function isProcessAlive(identity: ProcessIdentity): boolean {
  return findProcessStart(identity.pid) === identity.startedAt
}

/** Working folder of a process, where the system tells; undefined otherwise. */
export function findProcessFolder(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`)
    } catch {
      return undefined
    }
  }
  const listing = ask('lsof', ['-a', '-p', String(pid), '-d', 'cwd', '-Fn'])
  return listing
    ?.split('\n')
    .find((line) => line.startsWith('n'))
    ?.slice(1)
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function ask(command: string, args: string[]): string | undefined {
  try {
    const answer = execFileSync(command, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
    return answer === '' ? undefined : answer
  } catch {
    return undefined
  }
}
