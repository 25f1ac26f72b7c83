import { spawn } from 'node:child_process'

export type CpuLimit = {
  /** Milliseconds for which it was made to wait so far. */
  pausedMs(): number
  /** Lets it go on, and alone. */
  stop(): void
}

/** One run and the pause after it, milliseconds: long enough to cost nothing, short enough for a fan not to follow. */
const CYCLE_MS = 100
const NO_LIMIT: CpuLimit = { pausedMs: () => 0, stop: () => undefined }

/**
 * Keeps a process at a share of the time (0 to 1) by stopping and continuing it. POSIX only; elsewhere it runs freely.
 * A pause is as long as the run before it really was, so that a busy host changes nothing of the share.
 */
export function limitCpu(pid: number | undefined, share: number): CpuLimit {
  if (pid === undefined || share >= 1 || process.platform === 'win32') return NO_LIMIT
  const guard = guardStopped(pid)
  const signal = (name: 'SIGSTOP' | 'SIGCONT') => {
    try {
      process.kill(pid, name)
    } catch {
      // It has just ended.
    }
  }
  let paused = 0
  let pausedAt: number | undefined
  let ranFrom = performance.now()
  let timer: NodeJS.Timeout
  const run = () => {
    const now = performance.now()
    paused += now - (pausedAt ?? now)
    pausedAt = undefined
    ranFrom = now
    signal('SIGCONT')
    timer = setTimeout(pause, CYCLE_MS * share)
  }
  const pause = () => {
    signal('SIGSTOP')
    pausedAt = performance.now()
    timer = setTimeout(run, ((pausedAt - ranFrom) * (1 - share)) / share)
  }
  timer = setTimeout(pause, CYCLE_MS * share)
  return {
    pausedMs: () => paused + (pausedAt === undefined ? 0 : performance.now() - pausedAt),
    stop: () => {
      clearTimeout(timer)
      if (pausedAt !== undefined) paused += performance.now() - pausedAt
      pausedAt = undefined
      signal('SIGCONT')
      guard.kill('SIGKILL')
    },
  }
}

/**
 * A process that is stopped cannot see that its agent is gone. This one sees its pipe close, and ends it: a shell of a
 * megabyte, for as long as the job runs.
 */
function guardStopped(pid: number) {
  const guard = spawn('/bin/sh', ['-c', 'read -r _; kill -9 "$1"', 'guard', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
  })
  // Without a shell the pause is as good; only an agent that is killed in one would leave a stopped process behind.
  guard.on('error', () => undefined)
  guard.stdin.on('error', () => undefined)
  return guard
}
