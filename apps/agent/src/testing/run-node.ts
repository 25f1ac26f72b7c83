// A node as a process of its own, with keys it is given: the agent's session, jobs and sandbox, without the pairing.

import { nodeBackend } from '@network3/clsc/backend-node'
import { createDomain } from '@network3/clsc/domain'
import { decodeUserKey } from '@network3/clsc/user-key'
import type { Hex } from '@network3/core/hex'
import { nodeIdOf } from '@network3/protocol/node/node-signature'
import { createExecutor } from '@network3/runtime/node/create-executor'
import { openHome } from '../home/open-home.ts'
import { createBlobClient } from '../jobs/blob-client.ts'
import { openJobMeter } from '../jobs/job-meter.ts'
import { createJobRunner } from '../jobs/job-runner.ts'
import { openResultStore } from '../jobs/result-store.ts'
import { createDialPlan } from '../session/plan-dial.ts'
import { createSession, type NumberedFrame } from '../session/session.ts'
import { createEventLog } from '../status/event-log.ts'

type Options = { gatewayUrls: string[]; privateKey: Hex; masterPublicKey: Hex; userKey: Hex; home: string }

const options = JSON.parse(process.argv[2] ?? '{}') as Options
const { privateKey } = options
const bytesOf = (hex: Hex) => new Uint8Array(Buffer.from(hex.slice(2), 'hex'))
const domain = createDomain(bytesOf(options.masterPublicKey), nodeBackend)
const userKey = decodeUserKey(domain, bytesOf(options.userKey))
const node = nodeIdOf(privateKey)
const home = await openHome(options.home)
const events = createEventLog((event) => console.log(JSON.stringify(event)))
const executor = createExecutor({ maxConcurrent: 2, spares: 0 })
const capacity = {
  ...{ slots: 2, memoryBytes: 2 ** 30, kinds: ['wasm' as const], classes: ['D0' as const] },
}
const offer = { capacity, paused: null }
const session = createSession({
  ...{ node, privateKey, chainId: 31337, agent: 'test/1', plan: createDialPlan(options.gatewayUrls) },
  state: () => ({ ...offer, jobs: runner.jobs() }),
  heartbeat: () => ({ freeSlots: capacity.slots - runner.busy(), load: 0 }),
  onFrame: (frame) => handle(frame),
  onOnline: (_gateway, isResumed) => {
    console.log(JSON.stringify({ url: node }))
    if (isResumed) runner.offerAgain()
  },
  onOffline: (code) => events.add('warn', code),
  onLoss: () => undefined,
})
const runner = await createJobRunner({
  ...{ node, privateKey, chainId: 31337, executor, events, now: Date.now, offer: () => offer },
  blobs: createBlobClient(session.blobs),
  sealingKeys: () => ({ domain, sendingKey: () => userKey, keys: () => [userKey] }),
  results: openResultStore(home),
  meter: await openJobMeter(home),
  send: session.send,
  onChange: () => session.beat(),
})

function handle(frame: NumberedFrame): Promise<void> | void {
  if (frame.type === 'assign') return runner.assign(frame.body)
  if (frame.type === 'cancel') return runner.cancel(frame.body)
  if (frame.type === 'reveal') return runner.reveal(frame.body)
  if (frame.type === 'stored') return runner.stored(frame.body)
  if (frame.type === 'sync') return runner.sync(frame.body)
}

session.start()
process.once('SIGTERM', async () => {
  await runner.close()
  await session.close()
  await executor.close()
  process.exit(0)
})
