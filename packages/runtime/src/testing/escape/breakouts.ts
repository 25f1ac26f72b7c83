import cp from 'node:child_process'
import cluster from 'node:cluster'
import dgram from 'node:dgram'
import dns from 'node:dns/promises'
import { once } from 'node:events'
import fs from 'node:fs'
import http from 'node:http'
import inspector from 'node:inspector'
import { createRequire } from 'node:module'
import net from 'node:net'
import os from 'node:os'
import tls from 'node:tls'
import v8 from 'node:v8'
import { type MessagePort, Worker } from 'node:worker_threads'
import { ESCAPED, type EscapeClass } from './escape-classes.ts'

/** What a breakout is told of its surroundings, as if it had guessed them. */
export type World = {
  folder: string
  /** A file the agent keeps, with the canary in it. */
  secretFile: string
  port: number
  socketPath: string
  agentPid: number
  repository: string
}
type Breakout = (world: World, port: MessagePort | null) => unknown

const found = (value: unknown) => `${ESCAPED} ${String(value).slice(0, 2_000)}`
const read = (path: string) => found(fs.readFileSync(path, 'latin1'))
const wait = <T>(promise: Promise<T>): Promise<T> =>
  Promise.race([
    promise,
    new Promise<never>((_, reject) => setTimeout(() => reject(new Error('nothing came')), 700)),
  ])
const connected = async (socket: net.Socket) => {
  await wait(once(socket, 'connect'))
  return found('connected')
}
/** Runs code without the permission model, if a thread or process without it can be had. */
const worker = async (world: World, options: object) => {
  const source = `require('worker_threads').parentPort.postMessage(require('fs').readFileSync(${JSON.stringify(world.secretFile)}, 'latin1'))`
  const started = new Worker(source, { eval: true, ...options })
  const [message] = await wait(once(started, 'message'))
  return found(message)
}

const filesystem: Record<string, Breakout> = {
  'reading a key of the agent': ({ secretFile }) => read(secretFile),
  'reading it asynchronously': async ({ secretFile }) =>
    found(await fs.promises.readFile(secretFile, 'latin1')),
  'reading it by a stream': async ({ secretFile }) =>
    found(await wait(once(fs.createReadStream(secretFile), 'data'))),
  'reading it by a path that climbs': ({ secretFile }) =>
    read(`${import.meta.dirname}/${'../'.repeat(20)}${secretFile.slice(1)}`),
  'reading it as a file URL': ({ secretFile }) => found(fs.readFileSync(new URL(`file://${secretFile}`))),
  'reading it as a Buffer path': ({ secretFile }) => found(fs.readFileSync(Buffer.from(secretFile))),
  'reading users': () => read('/etc/passwd'),
  'reading the rest of the repository': ({ repository }) => read(`${repository}/package.json`),
  'writing a file': ({ folder }) => {
    fs.writeFileSync(`${folder}/was-here`, 'x')
    return found('written')
  },
  'writing into its own program': () => {
    fs.writeFileSync(`${import.meta.dirname}/was-here.ts`, 'x')
    return found('written')
  },
  'linking to a file from where it may read': ({ secretFile }) => {
    fs.symlinkSync(secretFile, `${import.meta.dirname}/was-here`)
    return read(`${import.meta.dirname}/was-here`)
  },
  'listing the root': () => found(fs.readdirSync('/')),
  'importing code from elsewhere': async ({ folder }) => found(await import(`${folder}/hostile.mjs`)),
  'requiring the key as JSON': ({ secretFile }) => found(createRequire(import.meta.url)(secretFile)),
}

const network: Record<string, Breakout> = {
  'connecting by TCP': ({ port }) => connected(net.connect(port, '127.0.0.1')),
  'connecting to a socket of the system': ({ socketPath }) => connected(net.connect(socketPath)),
  'connecting by TLS': ({ port }) => connected(tls.connect(port, '127.0.0.1')),
  'asking by HTTP': async ({ port }) =>
    found(await wait(once(http.get({ port, host: '127.0.0.1' }), 'response'))),
  'sending a datagram': async ({ port }) => {
    const socket = dgram.createSocket('udp4')
    await wait(
      new Promise<void>((resolve, reject) =>
        socket.send('x', port, '127.0.0.1', (e) => (e ? reject(e) : resolve())),
      ),
    )
    return found('sent')
  },
  listening: async () => {
    const server = net.createServer().listen(0)
    await wait(once(server, 'listening'))
    return found('listening')
  },
  'asking for a name': async () => found(await wait(dns.resolve4('network3.invalid'))),
  'fetching what it had removed': async ({ port }) => found(await wait(fetch(`http://127.0.0.1:${port}/`))),
  'opening a debugger port': () => {
    inspector.open(0, '127.0.0.1')
    return inspector.url() === undefined ? '' : found(inspector.url())
  },
}

const host: Record<string, Breakout> = {
  'reading the environment': () =>
    Object.keys(process.env).length === 0 ? '' : found(JSON.stringify(process.env)),
  'reading its own environment from the system': () => {
    const text = fs.readFileSync('/proc/self/environ', 'latin1')
    return found(text)
  },
  'reading the agent’s environment': ({ agentPid }) => read(`/proc/${agentPid}/environ`),
  'reading the agent’s memory': ({ agentPid }) => read(`/proc/${agentPid}/mem`),
  'reading the agent’s command line': ({ agentPid }) => read(`/proc/${agentPid}/cmdline`),
  'finding an open file among its descriptors': ({ agentPid }) => {
    for (let descriptor = 3; descriptor < 128; descriptor++) {
      try {
        if (fs.fstatSync(descriptor).isFile()) {
          const target = Buffer.alloc(4_096)
          fs.readSync(descriptor, target, 0, 4_096, 0)
          return found(`${agentPid} ${target.toString('latin1')}`)
        }
      } catch {
        // Not open, or not a file.
      }
    }
    return ''
  },
  'writing a heap snapshot': ({ folder }) => found(v8.writeHeapSnapshot(`${folder}/was-here.heapsnapshot`)),
  'asking for a report': () => found(process.report.getReport()),
}

const processes: Record<string, Breakout> = {
  'starting a program': () => found(cp.execFileSync('/bin/sh', ['-c', 'id'])),
  'starting it asynchronously': async () =>
    found(await wait(once(cp.spawn('/bin/sh', ['-c', 'id']).stdout, 'data'))),
  'forking itself': async () => found(await wait(once(cp.fork(import.meta.filename), 'spawn'))),
  'starting a cluster': async () => {
    cluster.setupPrimary({ exec: import.meta.filename })
    return found(await wait(once(cluster.fork(), 'online')))
  },
  'becoming another program': () => {
    if (process.execve === undefined) return ''
    return found(process.execve('/bin/sh', ['sh', '-c', 'id'], {}))
  },
  'ending the agent': ({ agentPid }) => found(process.kill(agentPid, 'SIGUSR2')),
  'ending the agent by another door': ({ agentPid }) => {
    const real = createRequire(import.meta.url)('process') as NodeJS.Process
    return found(real.kill(agentPid, 'SIGUSR2'))
  },
  'slowing the agent down': ({ agentPid }) => found(os.setPriority(agentPid, 19) ?? 'slowed'),
  'starting a thread without limits': (world) => worker(world, { execArgv: [] }),
  'starting a thread like its own': (world) => worker(world, {}),
  'loading a native module': ({ folder }) => {
    process.dlopen({ exports: {} }, `${folder}/hostile.node`)
    return found('loaded')
  },
  'reaching a binding': () => {
    const internal = process as unknown as { binding(name: string): unknown }
    return found(internal.binding('spawn_sync'))
  },
  'getting a module it was not given': () =>
    found(process.getBuiltinModule('node:child_process').execSync('id')),
}

const resources: Record<string, Breakout> = {
  'filling the heap': () => {
    const held: unknown[] = []
    for (;;) held.push(new Array(100_000).fill(held.length))
  },
  'filling memory outside of the heap': async () => {
    const held: Uint8Array[] = []
    for (;;) {
      held.push(new Uint8Array(32 * 2 ** 20).fill(1))
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
  },
  'looping in JavaScript': () => {
    for (;;);
  },
  'leaving at once': () => process.exit(0),
  'flooding the agent with log': (_world, port) => {
    for (;;) port?.postMessage({ kind: 'log', bytes: new Uint8Array(1_000_000) })
  },
  'claiming a frame of 4 GB': () => {
    fs.writeSync(1, Uint8Array.of(19, 255, 255, 255, 255))
    return new Promise(() => undefined)
  },
  'claiming gas it was not given': (_world, port) => {
    const result = { outcome: 'ok', exitCode: 0, gas: '9'.repeat(19), class: 'D0', memoryBytes: 0 }
    port?.postMessage({ kind: 'result', result, output: new TextEncoder().encode(ESCAPED) })
    return new Promise(() => undefined)
  },
  'saying what the agent would parse for long': (_world, port) => {
    const result = { outcome: 'ok', gas: '0', class: 'D0', memoryBytes: 0, detail: '['.repeat(2 ** 24) }
    port?.postMessage({ kind: 'result', result, output: new Uint8Array(0) })
    return new Promise(() => undefined)
  },
}

const otherJobs: Record<string, Breakout> = {
  'reading the memory of other sandboxes': () => {
    for (const pid of fs.readdirSync('/proc')) if (/^\d+$/.test(pid)) return read(`/proc/${pid}/mem`)
    return ''
  },
  'meeting other jobs on a channel': async () => {
    const channel = new BroadcastChannel('jobs')
    channel.postMessage('are you there?')
    await wait(new Promise((resolve) => Object.assign(channel, { onmessage: resolve })))
    return found('met')
  },
  'leaving a file for the next job': () => {
    fs.writeFileSync(`${os.tmpdir()}/was-here`, 'x')
    return found('left')
  },
}

const listed = (attemptClass: EscapeClass, table: Record<string, Breakout>) =>
  Object.keys(table).map((name) => ({ class: attemptClass, name }))

export const breakouts: Record<string, Breakout> = {
  ...filesystem,
  ...network,
  ...host,
  ...processes,
  ...resources,
  ...otherJobs,
}
export const breakoutAttempts: { class: EscapeClass; name: string }[] = [
  ...listed('filesystem', filesystem),
  ...listed('network', network),
  ...listed('environment and memory of the host', host),
  ...listed('processes', processes),
  ...listed('resources', resources),
  ...listed('other jobs', otherJobs),
]
