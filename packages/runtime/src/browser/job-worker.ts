// The dedicated worker a job runs in, in a browser: made for one job, ended after it (createBrowserExecutor).
import type { ToWorker } from '../job-header.ts'
import { runJobInRealm } from '../run-job-in-realm.ts'
import { loadOrt } from './load-ort.ts'

export type ToBrowserWorker = ToWorker & { ortWasm?: Uint8Array }

type WorkerScope = {
  addEventListener(
    type: 'message',
    listener: (event: { data: ToBrowserWorker }) => void,
    options: object,
  ): void
  postMessage(message: unknown, transfer?: ArrayBufferLike[]): void
}
const scope = globalThis as unknown as WorkerScope

const onMessage = async ({ data }: { data: ToBrowserWorker }) => {
  const onLog = (bytes: Uint8Array) => scope.postMessage({ kind: 'log', bytes })
  const answer = await runJobInRealm(data, onLog, () => loadOrt(data.ortWasm))
  scope.postMessage(answer, [answer.output.buffer])
}
scope.addEventListener('message', onMessage, { once: true })
scope.postMessage({ kind: 'ready' })
