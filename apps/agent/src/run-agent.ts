import { AppError, toAppError } from '@network3/core/app-error'
import type { Address } from '@network3/core/hex'
import { createExecutor, type Executor } from '@network3/runtime/node/create-executor'
import { findNetwork } from './find-network.ts'
import { readEndpoints } from './home/endpoints.ts'
import { openNodeKey } from './home/node-key.ts'
import { openHome } from './home/open-home.ts'
import { claimHome } from './home/running-agent.ts'
import { createBlobClient } from './jobs/blob-client.ts'
import { openJobMeter } from './jobs/job-meter.ts'
import { createJobRunner, type JobRunner } from './jobs/job-runner.ts'
import { openResultStore } from './jobs/result-store.ts'
import { keepRegistered, type PairTools } from './keep-registered.ts'
import { type KeptKeys, keepSealingKeys } from './keys/sealing-keys.ts'
import { type KeptOffer, keepOffer } from './limits/keep-offer.ts'
import { changeLimits, cpuShareOf } from './limits/limits.ts'
import { createDialPlan } from './session/plan-dial.ts'
import { createSession, type NumberedFrame, type Session } from './session/session.ts'
import { signUptime } from './session/sign-uptime.ts'
import { watchDevice } from './session/watch-device.ts'
import { createSiteClient } from './site/site-client.ts'
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

/** Jobs wait for a slot with the gateway, so that the runtime never has to make them wait. */
const NO_LIMIT = 256

/** The agent, until the signal is aborted. Throws only what a person has to put right before it can run at all. */
export async function runAgent(options: AgentOptions): Promise<void> {
  const { events, siteUrl, passphrase } = options
  const stop = new AbortController()
  const signal = AbortSignal.any([options.signal, stop.signal])
  const home = await openHome(options.home)
  const key = await openNodeKey(home, passphrase)
  const site = createSiteClient(siteUrl)
  const facts: Facts = {
    ...{ node: key.node, siteUrl, startedAt: new Date(), operator: null, isRegistryKnown: false },
    online: { isOnline: false, gateway: null, since: null, code: 'AGENT_CONNECTING', detail: null },
    ...{ standing: null, pairing: null, confirmation: undefined },
  }
  let session: Session | undefined
  let runner: JobRunner | undefined
  let keys: KeptKeys | undefined
  const closing: (() => Promise<void> | void)[] = []
  try {
    const offer = await keepOffer(home, {
      running: () => runner?.busy() ?? 0,
      hasSealingKey: () => keys?.isReady() === true,
      onChange: ({ capacity, paused }) => {
        session?.send('capacity', { capacity, paused })
        session?.beat()
      },
    })
    closing.push(() => offer.stop())
    options.onPage(await openPage(offer))
    // Made with the first job: an agent that has none yet does without what the sandbox's making loads.
    let made: Executor | undefined
    const executor: Pick<Executor, 'run'> = {
      run: (job, hooks) => {
        made ??= createExecutor({
          ...{ maxConcurrent: NO_LIMIT, spares: 0, nice: offer.limits().nice },
          cpuShare: () => cpuShareOf(offer.limits()),
        })
        return made.run(job, hooks)
      },
    }
    closing.push(() => made?.close())
    const network = { ...{ home, site, facts, events, signal } }
    const endpoints = await findNetwork(network)
    const { chainId } = endpoints
    const plan = createDialPlan(endpoints.gatewayUrls)
    const live = createSession({
      ...{ node: key.node, privateKey: key.privateKey, chainId, agent: `n3-agent/${version}`, plan },
      state: () => ({ ...offer.current(), jobs: runner?.jobs() ?? [] }),
      heartbeat: () => ({
        freeSlots: Math.max(0, offer.current().capacity.slots - (runner?.busy() ?? 0)),
        load: Math.min(1_000_000, Math.round(offer.facts().loadAverage * 1_000)),
      }),
      onFrame: handle,
      onOnline: (gateway, isResumed) => {
        facts.online = { isOnline: true, gateway, since: new Date(), code: 'NODE_ONLINE', detail: null }
        events.add('info', `Online at ${gateway}${isResumed ? ', where it left off' : ''}.`)
        if (isResumed) runner?.offerAgain()
      },
      onOffline: (code, detail) => {
        if (facts.online.code !== code) events.add('warn', `Offline: ${detail}`)
        facts.online = { isOnline: false, gateway: null, since: null, code, detail }
      },
      onFault: (error) => events.add('error', toAppError(error).message),
      onLoss: () => void renewGateways(),
    })
    const jobs = await createJobRunner({
      ...{ node: key.node, privateKey: key.privateKey, chainId, executor, events },
      ...{
        blobs: createBlobClient(live.blobs),
        results: openResultStore(home),
        meter: await openJobMeter(home),
      },
      ...{ now: Date.now, send: live.send, offer: offer.current, sealingKeys: () => keys?.open() },
      onChange: () => live.beat(),
    })
    session = live
    runner = jobs
    closing.push(async () => {
      await jobs.close()
      await live.close()
    })
    const device = watchDevice((event) => {
      events.add('info', event === 'AGENT_WOKE_UP' ? 'The device woke up.' : 'The network changed.')
      live.redial(event)
    })
    closing.push(device.stop)
    keys = await keepSealingKeys({
      ...{ home, passphrase, site, events, signal },
      onChange: () => void offer.refresh(),
    })
    // With yesterday's or today's key there, the first word to the gateway is that sealed work is welcome.
    await offer.refresh()
    live.start()
    await keepRegistered({ ...{ facts, site, endpoints, events, signal }, pair: options.pair })
    await untilAborted(signal)

    async function handle(frame: NumberedFrame): Promise<void> {
      if (frame.type === 'standing') {
        facts.standing = frame.body
        facts.operator = frame.body.operator ?? facts.operator
      } else if (frame.type === 'uptime') {
        const answer = signUptime(key, await findNetwork(network), frame.body, Date.now())
        if (answer === undefined) events.add('warn', `A call for epoch ${frame.body.epoch} was not of now.`)
        else live.send('uptime', answer)
      } else await giveToRunner(jobs, frame)
    }
    async function renewGateways(): Promise<void> {
      const found = await readEndpoints(home, site, { mustBeFresh: true }).catch(() => undefined)
      if (found !== undefined) plan.use(found.endpoints.gatewayUrls)
      if (plan.url() === undefined) facts.online = { ...facts.online, code: 'AGENT_NO_GATEWAY', detail: null }
    }
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    stop.abort()
    for (const close of closing.toReversed()) await close()
  }

  /** The local page; it can be asked before anything else stands. Throws CONFLICT when an agent runs here already. */
  async function openPage(offer: KeptOffer) {
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
    closing.push(server.close)
    const claim = await claimHome(home, { port: server.port, token: server.token })
    closing.push(claim.release)
    return server.url
  }
}

function giveToRunner(runner: JobRunner, frame: Exclude<NumberedFrame, { type: 'standing' | 'uptime' }>) {
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
    default:
      throw new AppError('INTERNAL', 'A frame of a kind that this agent does not know.')
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
