import { setTimeout as delay } from 'node:timers/promises'
import { AppError, toAppError } from '@network3/core/app-error'
import type { Address } from '@network3/core/hex'
import { createExecutor } from '@network3/runtime/node/create-executor'
import { backOffMs } from '@network3/service/retry'
import { readEndpoints } from './home/endpoints.ts'
import { openNodeKey } from './home/node-key.ts'
import { openHome } from './home/open-home.ts'
import { claimHome } from './home/running-agent.ts'
import { createBlobClient } from './jobs/blob-client.ts'
import { openJobMeter } from './jobs/job-meter.ts'
import { createJobRunner } from './jobs/job-runner.ts'
import { openResultStore } from './jobs/result-store.ts'
import { keepOffer } from './limits/keep-offer.ts'
import { changeLimits } from './limits/limits.ts'
import type { Confirmation } from './pairing/confirm-operator.ts'
import { createDialPlan } from './session/plan-dial.ts'
import { createSession, type NumberedFrame } from './session/session.ts'
import { signUptime } from './session/sign-uptime.ts'
import { watchDevice } from './session/watch-device.ts'
import { createSiteClient, type SiteEndpoints } from './site/site-client.ts'
import { describeAgent, type Facts } from './status/describe-agent.ts'
import type { EventLog } from './status/event-log.ts'
import { startStatusServer } from './status/status-server.ts'
import { version } from './version.ts'

export type AgentOptions = {
  home: string
  passphrase: string
  siteUrl: string
  port: number
  events: EventLog
  /** Pairs the node while it is not registered; undefined leaves that to `n3-agent pair`. */
  pair: ((tools: PairTools) => Promise<Address>) | undefined
  onPage: (url: string) => void
  signal: AbortSignal
}
export type PairTools = {
  endpoints: SiteEndpoints
  show: (shown: { code: string; url: string; expiresAt: number } | undefined) => void
  ask: (confirmation: Confirmation | undefined) => void
  signal: AbortSignal
}

const REGISTRY_EVERY_MS = 30_000
const CLOCK_TOLERANCE_MS = 60_000

/** The agent, until the signal is aborted. Throws only what a person has to put right before it can run at all. */
export async function runAgent(options: AgentOptions): Promise<void> {
  const { events } = options
  const stop = new AbortController()
  const signal = AbortSignal.any([options.signal, stop.signal])
  const home = await openHome(options.home)
  const key = await openNodeKey(home, options.passphrase)
  const site = createSiteClient(options.siteUrl)
  const facts: Facts = {
    ...{ node: key.node, siteUrl: options.siteUrl, startedAt: new Date(), operator: null },
    online: { isOnline: false, gateway: null, since: null, code: 'AGENT_CONNECTING', detail: null },
    ...{ standing: null, pairing: null, confirmation: undefined },
  }
  const offer = await keepOffer(home, {
    running: () => runner?.busy() ?? 0,
    hasSealingKey: () => keys?.usable() !== undefined,
    onChange: (current) => {
      session?.send('capacity', { capacity: current.capacity, paused: current.paused })
      session?.beat()
    },
  })
  const setPause = async (isPaused: boolean) => {
    await changeLimits(home, { isPaused })
    await offer.refresh()
  }
  const server = await startStatusServer({
    port: options.port,
    status: () => describeAgent(facts, { offer, runner, keys, events }),
    actions: {
      confirm: () => facts.confirmation?.answer(true),
      decline: () => facts.confirmation?.answer(false),
      pause: () => setPause(true),
      resume: () => setPause(false),
      reload: () => offer.refresh(),
      stop: () => stop.abort(),
    },
  })
  const claim = await claimHome(home, { port: server.port, token: server.token }).catch(async (error) => {
    await server.close()
    throw error
  })
  options.onPage(server.url)

  let session: ReturnType<typeof createSession> | undefined
  let runner: Awaited<ReturnType<typeof createJobRunner>> | undefined
  let keys: ReturnType<typeof import('./keys/sealing-keys.ts').keepSealingKeys> | undefined
  const executor = createExecutor({ maxConcurrent: 256, spares: 0, nice: offer.limits().nice })
  const closing: (() => Promise<void> | void)[] = [
    () => server.close(),
    () => claim.release(),
    () => executor.close(),
    () => offer.stop(),
  ]
  try {
    const endpoints = await findEndpoints()
    const { chainId } = endpoints
    const plan = createDialPlan(endpoints.gatewayUrls)
    const live = createSession({
      ...{ node: key.node, privateKey: key.privateKey, chainId, agent: `n3-agent/${version}`, plan },
      state: () => ({ ...offerNow(), jobs: runner?.jobs() ?? [] }),
      heartbeat: () => ({
        freeSlots: Math.max(0, offerNow().capacity.slots - (runner?.busy() ?? 0)),
        load: Math.min(1_000_000, Math.round(offer.facts().loadAverage * 1_000)),
      }),
      onFrame: (frame) => handle(frame),
      onOnline: (gateway, isResumed) => {
        facts.online = { isOnline: true, gateway, since: new Date(), code: 'NODE_ONLINE', detail: null }
        events.add('info', `Online at ${gateway}${isResumed ? ', where it left off' : ''}.`)
        if (isResumed) runner?.offerAgain()
      },
      onOffline: (code, detail) => {
        if (facts.online.code !== code) events.add('warn', `Offline: ${detail}`)
        facts.online = { isOnline: false, gateway: null, since: null, code, detail }
      },
      onLoss: () => void renewEndpoints(plan),
    })
    session = live
    const jobs = await createJobRunner({
      ...{ node: key.node, privateKey: key.privateKey, chainId, executor, events },
      blobs: createBlobClient(live.blobs),
      sealingKeys: () => keys?.usable(),
      now: Date.now,
      results: openResultStore(home),
      meter: await openJobMeter(home),
      send: live.send,
      offer: offerNow,
      onChange: () => live.beat(),
    })
    runner = jobs
    closing.push(async () => {
      await jobs.close()
      await live.close()
    })
    const device = watchDevice((event) => {
      events.add('info', event === 'AGENT_WOKE_UP' ? 'The device woke up.' : 'The network changed.')
      live.redial(event)
    })
    closing.push(() => device.stop())
    live.start()
    // Loaded after the session stands: it brings the cryptography of sealed messages with it.
    const { keepSealingKeys } = await import('./keys/sealing-keys.ts')
    keys = keepSealingKeys({
      ...{ home, privateKey: key.privateKey, passphrase: options.passphrase, site, events, signal },
      onChange: () => void offer.refresh(),
    })
    await Promise.all([keepRegistered(endpoints), untilAborted(signal)])
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    for (const close of closing.toReversed()) await close()
  }

  function offerNow() {
    return offer.current()
  }

  async function handle(frame: NumberedFrame): Promise<void> {
    if (runner === undefined || session === undefined) return
    switch (frame.type) {
      case 'assign':
        return runner.assign(frame.body)
      case 'cancel':
        return runner.cancel(frame.body)
      case 'reveal':
        return runner.reveal(frame.body)
      case 'stored':
        return runner.stored(frame.body)
      case 'sync':
        return runner.sync(frame.body)
      case 'uptime': {
        const answer = signUptime(key, await findEndpoints(), frame.body, Date.now())
        if (answer === undefined) events.add('warn', `A call for epoch ${frame.body.epoch} was not of now.`)
        else session.send('uptime', answer)
        return
      }
      case 'standing':
        facts.standing = frame.body
        if (frame.body.operator !== null) facts.operator = frame.body.operator
        return
    }
  }

  /** From the site, or as it last told where it does not answer; waits for the first answer. */
  async function findEndpoints(): Promise<SiteEndpoints> {
    for (let failures = 1; ; failures++) {
      try {
        const { endpoints, isFresh } = await readEndpoints(home, site)
        if (isFresh && Math.abs(endpoints.now - Date.now()) > CLOCK_TOLERANCE_MS)
          events.add('warn', 'The clock of this device differs from the site’s by more than a minute.')
        return endpoints
      } catch (error) {
        const { code, message, retryable } = toAppError(error)
        if (!retryable) throw error
        if (facts.online.code !== 'AGENT_SITE_UNREACHABLE') events.add('warn', message)
        facts.online = { ...facts.online, code: 'AGENT_SITE_UNREACHABLE', detail: `${message} (${code})` }
        await delay(backOffMs(failures, { baseMs: 1_000, maxMs: 60_000 }), undefined, { signal })
      }
    }
  }

  async function renewEndpoints(plan: ReturnType<typeof createDialPlan>): Promise<void> {
    const found = await readEndpoints(home, site, { mustBeFresh: true }).catch(() => undefined)
    if (found !== undefined) plan.use(found.endpoints.gatewayUrls)
    if (plan.url() === undefined) facts.online = { ...facts.online, code: 'AGENT_NO_GATEWAY', detail: null }
  }

  /** Knows the operator, and while there is none has it paired. */
  async function keepRegistered(endpoints: SiteEndpoints): Promise<void> {
    while (!signal.aborted && facts.operator === null) {
      const known = await site.getRegistration(key.node).catch(() => undefined)
      if (known?.isRetired === true)
        throw new AppError(
          'PAIRING_NODE_RETIRED',
          'This node was retired: start with a new --home for a new key.',
        )
      facts.operator = known?.operator ?? null
      if (known === undefined || facts.operator !== null) {
        if (facts.operator === null) await delay(REGISTRY_EVERY_MS, undefined, { signal })
        continue
      }
      if (options.pair === undefined) {
        await delay(REGISTRY_EVERY_MS, undefined, { signal })
        continue
      }
      try {
        facts.operator = await options.pair({
          ...{ endpoints, signal },
          show: (shown) => {
            facts.pairing = shown ?? null
          },
          ask: (confirmation) => {
            facts.confirmation = confirmation
          },
        })
        events.add('info', `Paired with ${facts.operator}.`)
      } catch (error) {
        if (signal.aborted) return
        const { code, message } = toAppError(error)
        events.add('error', `Not paired: ${message} (${code})`)
        await delay(REGISTRY_EVERY_MS, undefined, { signal })
      } finally {
        facts.pairing = null
      }
    }
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
