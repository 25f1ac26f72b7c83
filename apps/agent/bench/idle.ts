// What an idle agent costs: `npm run bench -w @network3/agent [seconds]`. A site and a gateway of its own, real heartbeats.

import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { decodeAgentFrame, HEARTBEAT_SECONDS, RESYNC_SECONDS } from '@network3/protocol/node/frames'
import { WebSocketServer } from 'ws'

const MEBIBYTE = 2 ** 20
/** performance.md, “Nodes”. */
const BUDGET = { rssMib: 120, cpuPercent: 0.5 }
const SETTLE_MS = 20_000
const seconds = Number(process.argv[2] ?? 60)
const hash = `0x${'11'.repeat(32)}`

const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://site').pathname.split('/').at(-1)
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
new WebSocketServer({ server }).on('connection', (socket) => {
  const send = (type: string, body: unknown, seq = 0) =>
    socket.send(JSON.stringify({ v: 1, seq, ack: seq, type, body }))
  socket.on('message', (data) => {
    const frame = decodeAgentFrame(data.toString())
    if (frame?.type === 'hello') send('challenge', { nonce: hash, gateway: url('ws') })
    if (frame?.type === 'auth')
      send('welcome', {
        ...{ stream: 'bench', resumed: null, token: 'bench', blobsUrl: url('http') },
        ...{ heartbeatSeconds: HEARTBEAT_SECONDS, resyncSeconds: RESYNC_SECONDS },
      })
    if (frame?.type === 'state') send('sync', { keep: [], drop: [] }, 1)
    if (frame?.type === 'heartbeat') heartbeats += 1
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

try {
  await delay(SETTLE_MS)
  const before = measure()
  const startedAt = performance.now()
  await delay(seconds * 1_000)
  const after = measure()
  const cpuPercent = ((after.cpuMs - before.cpuMs) / (performance.now() - startedAt)) * 100
  console.log(`idle agent over ${seconds} s, ${heartbeats} heartbeats, ${after.processes} process(es)`)
  console.log(`  memory ${after.rssMib.toFixed(0)} MiB   (budget ${BUDGET.rssMib})`)
  console.log(`  cpu    ${cpuPercent.toFixed(2)} % of a core   (budget ${BUDGET.cpuPercent})`)
  process.exitCode = after.rssMib < BUDGET.rssMib && cpuPercent < BUDGET.cpuPercent ? 0 : 1
} finally {
  agent.kill('SIGTERM')
  await new Promise((resolve) => agent.once('exit', resolve))
  rmSync(home, { recursive: true, force: true })
  process.exit()
}
