import { rm, statfs } from 'node:fs/promises'
import { isAppError } from '@network3/core/app-error'
import { reasonOf } from '@network3/core/reasons'
import { loadExampleJob } from '@network3/runtime/jobs/load-example-job'
import { DEFAULT_LIMITS } from '@network3/runtime/limits'
import { createExecutor } from '@network3/runtime/node/create-executor'
import { WebSocket } from 'ws'
import { openNodeKey } from '../home/node-key.ts'
import type { AgentHome } from '../home/open-home.ts'
import { writeFileDurably } from '../home/write-file.ts'
import { SANDBOX_BYTES } from '../limits/limits.ts'
import { askHttp } from '../site/ask-http.ts'
import { createSiteClient, type SiteEndpoints } from '../site/site-client.ts'

export type Finding = { name: string; isOk: boolean; text: string; nextStep?: string }
export type DoctorDeps = { home: AgentHome; siteUrl: string; passphrase: string }

const MIB = 2 ** 20
const NODE_MAJOR = 26
const TIMEOUT_MS = 5_000
const CLOCK_TOLERANCE_MS = 5_000

/** Everything a node needs, one after the other; none of the checks changes anything but one file it writes and removes. */
export async function* checkAgent({ home, siteUrl, passphrase }: DoctorDeps): AsyncGenerator<Finding> {
  yield checkNode()
  yield checkMemory()
  yield await checking('disk', () => checkDisk(home), 'Free some space, or use another --home.')
  yield await checking(
    'sandbox',
    checkSandbox,
    'Jobs cannot run here: is /proc there, and Node.js 26 or newer?',
  )
  yield await checking(
    'key',
    async () => `the key of ${(await openNodeKey(home, passphrase)).node} opens`,
    'Give the passphrase it was sealed under: N3_AGENT_PASSPHRASE.',
  )
  const site = createSiteClient(siteUrl)
  let endpoints: SiteEndpoints | undefined
  yield await checking(
    'site',
    async () => {
      endpoints = await site.getEndpoints()
      return `${siteUrl} answers, chain ${endpoints.chainId}`
    },
    reasonOf('AGENT_SITE_UNREACHABLE').nextStep,
  )
  if (endpoints === undefined) return
  const { gatewayUrls, kgc, now } = endpoints
  yield checkClock(now)
  if (gatewayUrls.length === 0)
    yield { name: 'gateway', isOk: false, text: reasonOf('AGENT_NO_GATEWAY').sentence }
  for (const url of gatewayUrls)
    yield await checking(
      'gateway',
      () => checkGateway(url),
      'A firewall or a proxy may keep WebSockets back.',
    )
  yield await checking('keys', () => checkKgc(kgc?.urls ?? []), 'Without it the node takes public work only.')
  yield await checking(
    'registry',
    async () => {
      const { node } = await openNodeKey(home, passphrase)
      const { operator, isRetired } = await site.getRegistration(node)
      if (isRetired) throw new Error(reasonOf('NODE_RETIRED').sentence)
      if (operator === null) throw new Error(reasonOf('NODE_NOT_REGISTERED').sentence)
      return `registered to ${operator}`
    },
    reasonOf('NODE_NOT_REGISTERED').nextStep,
  )
}

async function checking(name: string, task: () => Promise<string>, nextStep?: string): Promise<Finding> {
  try {
    return { name, isOk: true, text: await task() }
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    const code = isAppError(error) ? ` [${error.code}]` : ''
    return { name, isOk: false, text: `${text}${code}`, ...(nextStep === undefined ? {} : { nextStep }) }
  }
}

function checkNode(): Finding {
  const major = Number(process.versions.node.split('.', 1)[0])
  return {
    ...{ name: 'node', isOk: major >= NODE_MAJOR, text: `Node.js ${process.versions.node}` },
    nextStep: `Install Node.js ${NODE_MAJOR} or newer.`,
  }
}

function checkMemory(): Finding {
  const available = process.availableMemory()
  return {
    ...{
      name: 'memory',
      isOk: available > 2 * SANDBOX_BYTES,
      text: `${Math.floor(available / MIB)} MiB can be had`,
    },
    nextStep: `A job needs at least ${(2 * SANDBOX_BYTES) / MIB} MiB: close something.`,
  }
}

async function checkDisk(home: AgentHome): Promise<string> {
  const path = home.path('doctor.tmp')
  await writeFileDurably(path, 'written, synced and removed')
  await rm(path)
  const { bavail, bsize } = await statfs(home.folder)
  const freeMib = Math.floor((bavail * bsize) / MIB)
  if (freeMib < 100) throw new Error(`Only ${freeMib} MiB are free in ${home.folder}.`)
  return `${home.folder} can be written, ${freeMib} MiB free`
}

/** The same way a rented job goes: a process that may reach nothing, and a program in it. */
async function checkSandbox(): Promise<string> {
  const executor = createExecutor({ spares: 0 })
  try {
    const receipt = await executor.run({
      ...{ kind: 'wasm', module: await loadExampleJob('word-count'), clockMs: 0 },
      input: new TextEncoder().encode('three small words\n'),
      ...{ seed: `0x${'00'.repeat(32)}`, limits: { ...DEFAULT_LIMITS, wallMs: 20_000 } },
    })
    if (receipt.outcome !== 'ok') throw new Error(`${receipt.reason}: ${receipt.detail ?? ''}`)
    return `a job ran in it in ${Math.round(receipt.durationMs)} ms, ${receipt.gas} gas`
  } finally {
    await executor.close()
  }
}

function checkClock(siteNow: number): Finding {
  const apartMs = Math.abs(siteNow - Date.now())
  return {
    ...{ name: 'clock', isOk: apartMs < CLOCK_TOLERANCE_MS },
    text: `${(apartMs / 1_000).toFixed(1)} s apart from the site’s`,
    nextStep: reasonOf('AGENT_CLOCK_WRONG').nextStep ?? '',
  }
}

function checkGateway(url: string): Promise<string> {
  const startedAt = performance.now()
  const socket = new WebSocket(`${url.replace(/\/$/, '')}/v1/agent`, { handshakeTimeout: TIMEOUT_MS })
  return new Promise((resolve, reject) => {
    socket.on('open', () => {
      socket.close()
      resolve(`${url} answers in ${Math.round(performance.now() - startedAt)} ms`)
    })
    socket.on('error', (error) => reject(new Error(`${url}: ${error.message}`)))
  })
}

async function checkKgc(urls: readonly string[]): Promise<string> {
  if (urls.length === 0) throw new Error('The site names no key-generation centre that is active.')
  const answers = await Promise.allSettled(
    urls.map(async (url) => {
      const { status } = await askHttp(new URL('/v1/kgc', url), { timeoutMs: TIMEOUT_MS, maxBytes: 2 ** 20 })
      if (status !== 200) throw new Error(String(status))
    }),
  )
  const up = answers.filter(({ status }) => status === 'fulfilled').length
  const needed = 2 * Math.floor((urls.length - 1) / 3) + 1
  if (up < needed)
    throw new Error(`${up} of ${urls.length} nodes of the key-generation centre answer, ${needed} must.`)
  return `${up} of ${urls.length} nodes of the key-generation centre answer`
}
