// The thread a job runs on, inside the sandbox process.
import { parentPort } from 'node:worker_threads'
import type { FromWorker, ToWorker } from '../job-header.ts'
import { runJobInRealm } from '../run-job-in-realm.ts'
import { disarmRealm } from './disarm-realm.ts'
import { loadOrt } from './load-ort.ts'

const port = parentPort
if (port === null) throw new Error('only as a worker')
const say = (message: FromWorker, transfer: ArrayBufferLike[] = []) =>
  port.postMessage(message, transfer as ArrayBuffer[])

port.once('message', async (job: ToWorker) => {
  disarmRealm()
  const answer = await runJobInRealm(job, (bytes) => say({ kind: 'log', bytes }), loadOrt)
  say(answer, [answer.output.buffer])
})
say({ kind: 'ready' })
