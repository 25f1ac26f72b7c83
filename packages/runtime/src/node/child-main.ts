// The sandbox process: started by startChild under Node's permission model, serves one job, then exits. Trusted code,
// but the parent believes nothing it says: from here on all may be lost to a job that broke out of V8.
import { Worker } from 'node:worker_threads'
import type { FromWorker } from './child-worker.ts'
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

const worker = new Worker(new URL('./child-worker.ts', import.meta.url), {
  env: {},
  execArgv: permissionsOfWorker(),
  resourceLimits: RESOURCE_LIMITS,
  stdin: false,
})

const pieces: { header?: unknown; module?: Uint8Array } = {}
const reader = createFrameReader(
  (type) => (type >= FRAME.job && type <= FRAME.input ? MAX_JOB_BYTES : undefined),
  (type, payload) => {
    if (type === FRAME.job) pieces.header = JSON.parse(new TextDecoder().decode(payload))
    else if (type === FRAME.module) pieces.module = payload
    else {
      const message = { header: pieces.header, module: pieces.module, input: payload }
      worker.postMessage(message, [
        payload.buffer,
        ...(pieces.module ? [pieces.module.buffer] : []),
      ] as ArrayBuffer[])
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
  process.stderr.write(`${error.name}: ${error.message}\n`, () => process.exit(70))
})
worker.on('exit', () => process.exit(71))
