// What a program could do that had broken out of WebAssembly and ran JavaScript on its thread.
import { parentPort } from 'node:worker_threads'
import type { ToWorker } from '../../job-header.ts'
import { disarmRealm } from '../../node/disarm-realm.ts'
import { breakouts } from './breakouts.ts'

parentPort?.once('message', async ({ header }: ToWorker) => {
  disarmRealm()
  const [name = '', world = '{}'] = header.args
  let found = ''
  try {
    found = String((await breakouts[name]?.(JSON.parse(world), parentPort)) ?? '')
  } catch (error) {
    found = `refused: ${error instanceof Error ? error.message : error}`.slice(0, 300)
  }
  const result = { outcome: 'ok', exitCode: 0, gas: '0', class: 'D0', memoryBytes: 0 }
  parentPort?.postMessage({ kind: 'result', result, output: new TextEncoder().encode(found) })
})
parentPort?.postMessage({ kind: 'ready' })
