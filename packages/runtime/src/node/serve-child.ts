import { Worker } from 'node:worker_threads'
import type { FromWorker } from '../job-header.ts'
import { createFrameReader, FRAME, frameHead } from './frames.ts'

const MAX_JOB_BYTES = 2 ** 30
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16, stackSizeMb: 16 }

function send(type: number, payload: Uint8Array, then?: () => void): void {
  process.stdout.write(frameHead(type, payload.length))
  process.stdout.write(payload, then)
}

/** Without --allow-worker, so that the worker cannot start a third thread outside of the permission model. */
function permissionsOfWorker(): string[] {
  return process.execArgv.filter((flag) => flag === '--permission' || flag.startsWith('--allow-fs-read='))
}

/**
 * The sandbox process: hands one job to one worker, says what the worker says, and exits. Its own code is trusted, but
 * its parent believes nothing it says: once a job has begun, all in here may be lost to one that broke out of V8.
 */
export function serveChild(workerFile: URL): void {
  const worker = new Worker(workerFile, {
    env: {},
    execArgv: permissionsOfWorker(),
    resourceLimits: RESOURCE_LIMITS,
    stdin: false,
    // What the worker prints must not get between the frames: it goes nowhere.
    stdout: true,
    stderr: true,
  })
  worker.stdout.resume()
  worker.stderr.resume()
  const pieces: { header?: unknown; module?: Uint8Array } = {}
  const reader = createFrameReader(
    (type) => (type >= FRAME.job && type <= FRAME.input ? MAX_JOB_BYTES : undefined),
    (type, payload) => {
      if (type === FRAME.job) pieces.header = JSON.parse(new TextDecoder().decode(payload))
      else if (type === FRAME.module) pieces.module = payload
      else {
        const buffers = [payload.buffer, ...(pieces.module ? [pieces.module.buffer] : [])]
        worker.postMessage({ ...pieces, input: payload }, buffers as ArrayBuffer[])
      }
    },
  )
  process.stdin.on('data', (chunk: Uint8Array) => {
    if (!reader.push(chunk)) process.exit(65)
  })
  // The agent is gone: so is the reason to run.
  process.stdin.on('end', () => process.exit(0))

  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'ready') send(FRAME.ready, new Uint8Array(0))
    else if (message.kind === 'log') send(FRAME.log, message.bytes)
    else {
      send(FRAME.result, new TextEncoder().encode(JSON.stringify(message.result)))
      send(FRAME.output, message.output, () => process.exit(0))
    }
  })
  worker.on('error', (cause) => {
    const error = cause instanceof Error ? cause : new Error(String(cause))
    const code = 'code' in error ? ` ${error.code}` : ''
    process.stderr.write(`${error.name}${code}: ${error.message}\n`, () => process.exit(70))
  })
  worker.on('exit', () => process.exit(71))
}
