import { type ChildProcess, spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { setPriority } from 'node:os'
import type { SandboxProgram } from './build-sandbox-program.ts'
import { createFrameReader, FRAME, frameHead } from './frames.ts'
import { sandboxFlags } from './sandbox-flags.ts'

type ChildEvents = {
  onLog(bytes: Uint8Array): void
  onResult(header: Uint8Array, output: Uint8Array): void
  /** The process is gone, or was ended for saying what it must not. Comes once, and last. */
  onEnd(end: { misbehaved: boolean; stderr: string; code: number | null; signal: string | null }): void
}

/** A sandbox process, started and waiting. It serves one job and is then gone. */
export type SandboxChild = {
  readonly pid: number | undefined
  readonly ready: Promise<void>
  readonly ended: Promise<void>
  submit(
    header: Uint8Array,
    module: Uint8Array,
    input: Uint8Array,
    events: ChildEvents,
    bounds: ChildBounds,
  ): void
  kill(): void
}
type ChildBounds = { outputBytes: number; logBytes: number }

const MAX_HEADER_BYTES = 16_384
const MAX_STDERR_BYTES = 4_096

export type ChildOptions = { nice: number; program: SandboxProgram }

/** Starts a sandbox process with an empty environment and nothing open but its two pipes. */
export function startChild({ nice, program }: ChildOptions): SandboxChild {
  const child = spawn(process.execPath, [...sandboxFlags(program.readable), program.main], {
    // A folder it may read anyway: Node 26 lets a worker under the permission model read its working directory, whatever
    // the flags say (seen with 26.10; the escape tests fail with any other folder).
    cwd: program.folder,
    env: {},
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  })
  lowerPriority(child, nice)
  const ready = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<void>()
  ready.promise.catch(() => undefined)
  let events: ChildEvents | undefined
  let bounds: ChildBounds = { outputBytes: 0, logBytes: 0 }
  let isReady = false
  let header: Uint8Array | undefined
  let misbehaved = false
  let stderr = ''
  const kill = () => child.kill('SIGKILL')
  const accept = (type: number): number | undefined => {
    if (type === FRAME.ready) return isReady ? undefined : 0
    if (events === undefined) return undefined
    if (type === FRAME.log) return header === undefined ? bounds.logBytes : undefined
    if (type === FRAME.result) return header === undefined ? MAX_HEADER_BYTES : undefined
    return type === FRAME.output && header !== undefined ? bounds.outputBytes : undefined
  }
  const reader = createFrameReader(accept, (type, payload) => {
    if (type === FRAME.ready) {
      isReady = true
      ready.resolve()
    } else if (type === FRAME.log) {
      // What is left of the log's bound: a sandbox that floods is one that lies about its own cap.
      bounds = { ...bounds, logBytes: bounds.logBytes - payload.length }
      events?.onLog(payload)
    } else if (type === FRAME.result) header = payload
    else if (header !== undefined) {
      events?.onResult(header, payload)
      kill()
    }
  })
  child.stdout.on('data', (chunk: Uint8Array) => {
    if (misbehaved || reader.push(chunk)) return
    misbehaved = true
    kill()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('latin1')).slice(0, MAX_STDERR_BYTES)
  })
  // A write to a process that has just died: 'close' tells the story.
  child.stdin.on('error', () => undefined)
  child.on('error', (error) => {
    stderr += error.message
    ready.reject(error)
  })
  child.on('close', (code, signal) => {
    ready.reject(new Error(stderr || `ended with ${code ?? signal}`))
    events?.onEnd({ misbehaved, stderr, code, signal })
    ended.resolve()
  })
  return {
    pid: child.pid,
    ready: ready.promise,
    ended: ended.promise,
    submit(jobHeader, module, input, jobEvents, jobBounds) {
      events = jobEvents
      bounds = jobBounds
      for (const [type, payload] of [
        [FRAME.job, jobHeader],
        [FRAME.module, module],
        [FRAME.input, input],
      ] as const) {
        child.stdin.write(frameHead(type, payload.length))
        child.stdin.write(payload)
      }
    },
    kill,
  }
}

/** Jobs yield to the machine's owner; and when memory runs out, the kernel shall take the job, not the agent. */
function lowerPriority(child: ChildProcess, nice: number): void {
  if (child.pid === undefined) return
  try {
    if (nice > 0) setPriority(child.pid, nice)
  } catch {
    // Already gone, or an operating system without priorities: a courtesy, not a limit.
  }
  if (process.platform === 'linux')
    writeFile(`/proc/${child.pid}/oom_score_adj`, '1000').catch(() => undefined)
}
