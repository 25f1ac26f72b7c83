// Gives the browser's worker file the two globals it needs, on a thread of Node.js.
import { parentPort } from 'node:worker_threads'

Object.assign(globalThis, {
  addEventListener: (_type: string, listener: (event: { data: unknown }) => void) =>
    parentPort?.once('message', (data) => listener({ data })),
  postMessage: (message: unknown) => parentPort?.postMessage(message),
})
await import('../browser/job-worker.ts')
