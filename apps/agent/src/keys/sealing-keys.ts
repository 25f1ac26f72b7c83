import { setTimeout as delay } from 'node:timers/promises'
import { epochAt, isEpochAccepted, isRenewalDue } from '@network3/clsc/epoch'
import { toAppError } from '@network3/core/app-error'
import { backOffMs } from '@network3/service/retry'
import { readEndpoints } from '../home/endpoints.ts'
import type { AgentHome } from '../home/open-home.ts'
import type { SealingKeys } from '../jobs/sealed-job.ts'
import type { SiteClient } from '../site/site-client.ts'
import type { EventLog } from '../status/event-log.ts'
import { issuedSchema, keyFileNameOf } from './issue-messages.ts'
import { runIssuer } from './run-issuer.ts'

/** Beside the keys themselves, so that whoever moves them away moves both. */
const FILE = 'keys/issued.json'
const HOUR_MS = 3_600_000
const MAXIMUM_WAIT_MS = 600_000

export type KeyDeps = {
  home: AgentHome
  passphrase: string
  site: SiteClient
  events: EventLog
  onChange: () => void
  signal: AbortSignal
}
export type KeyStatus = { epoch: number | undefined; problem: string | undefined }

export type KeptKeys = {
  /** Whether sealed work can be opened today. */
  isReady(): boolean
  /** Opens the keys, with the first sealed job; undefined while there is none of today. */
  open(): Promise<SealingKeys | undefined>
  status(): KeyStatus
}

/**
 * Keeps the node's key for sealed messages: asks the key-generation centre for one a day, signed for by the node's own
 * key, and publishes its bundle. Until there is one, the node takes public work only. What was issued before is there
 * at once, so that an agent that starts again needs neither the site nor the centre for today's work. Never rejects.
 */
export async function keepSealingKeys(deps: KeyDeps): Promise<KeptKeys> {
  const { home, passphrase, site, events, signal } = deps
  const kept = await home.readJson(FILE, issuedSchema).catch(() => undefined)
  let { generation, epochs, published } = kept ?? { generation: 0, epochs: [], published: [] }
  let problem: string | undefined = kept === undefined ? 'It is being asked for.' : undefined
  let opened: { newest: number; keys: SealingKeys } | undefined

  const isDue = (now: number) => {
    const today = epochAt(now)
    return !epochs.includes(today) || (isRenewalDue(today, now) && !epochs.includes(today + 1))
  }
  const fail = (message: string) => {
    if (message !== problem && !signal.aborted)
      events.add('warn', `No key for sealed messages yet: ${message}`)
    problem = message
    return false
  }
  /** Keys of another generation than the active one open nothing that is sealed from now on. */
  const isOutdated = async () => {
    const known = await readEndpoints(home, site).catch(() => undefined)
    const active = known?.endpoints.kgc?.generation
    return active !== undefined && active !== generation
  }
  const renew = async (): Promise<boolean> => {
    // Asked first, for a process is not started in vain.
    const network = await site.getEndpoints().catch((error: unknown) => toAppError(error).message)
    if (typeof network === 'string') return fail(network)
    if (network.kgc === null) return fail('The site names no key-generation centre that is active.')
    const request = { folder: home.folder, passphrase, siteUrl: site.url, published }
    const answer = await runIssuer(request, signal)
    if (!answer.ok) return fail(answer.message)
    const [newest] = answer.epochs
    if (newest !== undefined && !epochs.includes(newest))
      events.add('info', `The key for sealed messages of day ${newest} is there.`)
    ;({ generation, epochs, published } = answer)
    await home.writeJson(FILE, { generation, epochs, published })
    problem = undefined
    return true
  }
  const run = async (): Promise<void> => {
    for (let failures = 0; !signal.aborted; ) {
      let waitMs = HOUR_MS / 4
      if (isDue(Date.now()) || (await isOutdated())) {
        failures = (await renew().catch((error) => fail(toAppError(error).message))) ? 0 : failures + 1
        if (failures > 0) waitMs = backOffMs(failures, { baseMs: 4_000, maxMs: MAXIMUM_WAIT_MS })
        deps.onChange()
      }
      await delay(waitMs, undefined, { signal }).catch(() => undefined)
    }
  }
  void run()

  const isReady = () => epochs.some((epoch) => isEpochAccepted(epoch, Date.now()))
  return {
    isReady,
    open: async () => {
      const [newest] = epochs
      if (newest === undefined || !isReady()) return undefined
      if (opened?.newest !== newest) {
        // With the first sealed job: a node that has none holds neither the keys nor their cryptography in memory.
        const [{ openKeyFile }, { openKeyStore }, { sendingKey }] = await Promise.all([
          import('@network3/sdk/keys/key-file'),
          import('@network3/sdk/keys/key-store'),
          import('@network3/sdk/keys/own-key'),
        ])
        const file = await openKeyStore(home.path('keys')).read(keyFileNameOf(generation))
        const own = await openKeyFile(file, passphrase)
        const keys: SealingKeys = {
          domain: own.domain,
          sendingKey: () => sendingKey(own, Date.now()),
          keys: () => own.keys.slice(0, 3),
        }
        opened = { newest, keys }
      }
      return opened.keys
    },
    status: () => ({ epoch: epochs[0], problem }),
  }
}
