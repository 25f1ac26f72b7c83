// What an idle agent costs, before and after its first job: `npm run bench -w @network3/agent [seconds]`. A site and a
// gateway of its own, real heartbeats, and the network's own check by work as the job.

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { decodeAgentFrame, HEARTBEAT_SECONDS, RESYNC_SECONDS } from '@network3/protocol/node/frames'
import { encodeHashChain } from '@network3/protocol/node/hash-chain'
import { loadExampleJob } from '@network3/runtime/jobs/load-example-job'
import { type WebSocket, WebSocketServer } from 'ws'

const MEBIBYTE = 2 ** 20
/** performance.md, “Nodes”. */
const BUDGET = { rssMib: 120, cpuPercent: 0.5 }
const SETTLE_MS = 20_000
const seconds = Number(process.argv[2] ?? 60)
const hash = `0x${'11'.repeat(32)}`
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const module = await loadExampleJob('hash-chain')
const input = encodeHashChain({ seed: new Uint8Array(8), rounds: 15_000 })
const blobs = new Map([module, input].map((bytes) => [sha256(bytes), bytes]))

const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://site').pathname.split('/').at(-1)
  const blob = blobs.get(path ?? '')
  if (blob !== undefined) return response.end(blob)
  const answers: Record<string, unknown> = {
    'network.getEndpoints': {
      ...{ chainId: 31337, rpcUrl: null, contracts: { nodeRegistry: `0x${'22'.repeat(20)}` } },
      ...{ gatewayUrls: [url('ws')], kgc: null, now: new Date().toISOString() },
      epochs: { genesisAt: new Date(0).toISOString(), lengthSeconds: 86_400 },
    },
    'pairing.getRegistration': { operator: `0x${'33'.repeat(20)}`, isRetired: false, nonce: '1' },
  }
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ result: { data: answers[path ?? ''] } }))
})
const url = (scheme: string) => `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`
let heartbeats = 0
let sent = 0
let received = 0
let connected: WebSocket | undefined
const returned = Promise.withResolvers<void>()
const send = (type: string, body: unknown, isNumbered = false) => {
  if (isNumbered) sent += 1
  connected?.send(JSON.stringify({ v: 1, seq: isNumbered ? sent : 0, ack: received, type, body }))
}
new WebSocketServer({ server }).on('connection', (socket) => {
  connected = socket
  socket.on('message', (data) => {
    const frame = decodeAgentFrame(data.toString())
    received = Math.max(received, frame?.seq ?? 0)
    if (frame?.type === 'hello') send('challenge', { nonce: hash, gateway: url('ws') })
    if (frame?.type === 'auth')
      send('welcome', {
        ...{ stream: 'bench', resumed: null, token: 'bench', blobsUrl: url('http') },
        ...{ heartbeatSeconds: HEARTBEAT_SECONDS, resyncSeconds: RESYNC_SECONDS },
      })
    if (frame?.type === 'state') send('sync', { keep: [], drop: [] }, true)
    if (frame?.type === 'heartbeat') heartbeats += 1
    if (frame?.type === 'refused') returned.reject(new Error(`The job was refused: ${frame.body.reason}`))
    if (frame?.type !== 'result') return
    const { jobId, fence, outcome } = frame.body.receipt
    send('stored', { jobId, fence }, true)
    if (outcome === 'ok') returned.resolve()
    else returned.reject(new Error(`The job failed: ${frame.body.receipt.reason}`))
  })
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

const home = mkdtempSync(join(tmpdir(), 'network3-idle-'))
const main = join(import.meta.dirname, '..', 'bin', 'n3-agent.mjs')
const agent = spawn(
  process.execPath,
  [main, 'up', '--no-pair', '--site', url('http'), '--home', home, '--port', '0'],
  {
    stdio: 'ignore',
  },
)
const pid = agent.pid ?? 0

/** Everything the agent and its children hold and have used, from /proc: MiB and milliseconds. */
function measure(): { rssMib: number; cpuMs: number; processes: number } {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
  const all = [String(pid), ...children]
  const rssMib = all.reduce((sum, each) => {
    const kib = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${each}/status`, 'utf8'))?.[1] ?? '0'
    return sum + (Number(kib) * 1_024) / MEBIBYTE
  }, 0)
  // Fields 14 and 15 of stat, in ticks of a hundredth of a second; the name before them may hold spaces.
  const fields = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1] ?? '').split(' ')
  return { rssMib, cpuMs: (Number(fields[11]) + Number(fields[12])) * 10, processes: all.length }
}

function giveJob(): Promise<void> {
  send(
    'assign',
    {
      ...{ jobId: `job_${'0'.repeat(32)}`, fence: 1, kind: 'wasm', class: 'D0', visibility: 'public' },
      ...{ moduleBlob: `0x${sha256(module)}`, inputBlob: `0x${sha256(input)}`, args: [], seed: hash },
      limits: { memoryBytes: 2 ** 20, gas: '1000000000', wallMs: 60_000, outputBytes: 1_024 },
      ...{ clockMs: 0, leaseId: null, submitter: null, commitFirst: false },
      deadlineMs: Date.now() + 600_000,
    },
    true,
  )
  return returned.promise
}

/** Measures `seconds` of idling, after what came before has settled. True when within budget. */
async function report(what: string): Promise<boolean> {
  await delay(SETTLE_MS)
  const before = measure()
  const startedAt = performance.now()
  await delay(seconds * 1_000)
  const after = measure()
  const cpuPercent = ((after.cpuMs - before.cpuMs) / (performance.now() - startedAt)) * 100
  console.log(`${what}, over ${seconds} s: ${heartbeats} heartbeats so far, ${after.processes} process(es)`)
  console.log(`  memory ${after.rssMib.toFixed(0)} MiB   (budget ${BUDGET.rssMib})`)
  console.log(`  cpu    ${cpuPercent.toFixed(2)} % of a core   (budget ${BUDGET.cpuPercent})`)
  return after.rssMib < BUDGET.rssMib && cpuPercent < BUDGET.cpuPercent
}

try {
  const isFrugal = await report('idle agent')
  await giveJob()
  const staysFrugal = await report('after its first job')
  process.exitCode = isFrugal && staysFrugal ? 0 : 1
} finally {
  agent.kill('SIGTERM')
  await new Promise((resolve) => agent.once('exit', resolve))
  rmSync(home, { recursive: true, force: true })
  process.exit()
}
