import { setTimeout as delay } from 'node:timers/promises'
import { epochAt, isRenewalDue } from '@network3/clsc/epoch'
import { AppError, isAppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import { type OwnKey, openKeyFile, sendingKey } from '@network3/sdk/keys/key-file'
import { openKeyStore } from '@network3/sdk/keys/key-store'
import { createKey, renewKey } from '@network3/sdk/keys/request-key'
import { backOffMs } from '@network3/service/retry'
import { hexToBytes } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { AgentHome } from '../home/open-home.ts'
import type { SealingKeys } from '../jobs/sealed-job.ts'
import type { SiteClient } from '../site/site-client.ts'
import type { EventLog } from '../status/event-log.ts'

/** The node's device label: its name for sealed messages is did:n3:<node>#node. */
const LABEL = 'node'
const HOUR_MS = 3_600_000
const MAXIMUM_WAIT_MS = 600_000

export type KeyDeps = {
  home: AgentHome
  privateKey: Hex
  passphrase: string
  site: SiteClient
  events: EventLog
  onChange: () => void
  signal: AbortSignal
}
export type KeyStatus = { epoch: number | undefined; problem: string | undefined }

/**
 * Keeps the node's key for sealed messages: asks the key-generation centre for one a day, signed for by the node's own
 * key, and publishes its bundle. Until there is one, the node takes public work only. Never rejects.
 */
export function keepSealingKeys(deps: KeyDeps) {
  let own: OwnKey | undefined
  let problem: string | undefined = 'It is being asked for.'
  const published = new Set<string>()

  const settle = async (): Promise<number> => {
    const { kgc, chainId } = await deps.site.getEndpoints()
    if (kgc === null || kgc.urls.length === 0)
      throw new AppError('KGC_UNREACHABLE', 'The site names no key-generation centre.', { retryable: true })
    const store = openKeyStore(deps.home.path('keys'))
    // A new generation has another master key: its keys are other files.
    const name = `node-g${kgc.generation}`
    const context = {
      ...{ store, passphrase: deps.passphrase, wallet: privateKeyToAccount(deps.privateKey) },
      kgc: { urls: kgc.urls, masterPublicKey: hexToBytes(kgc.masterPublicKey), chainId },
      nowMs: Date.now(),
    }
    const isThere = (await store.list()).some((entry) => entry.name === name)
    const issued = isThere ? await renewKey(context, name) : await createKey(context, name, LABEL)
    const file = issued?.file ?? (await store.read(name))
    if (issued !== undefined || own === undefined) own = await openKeyFile(file, deps.passphrase)
    const today = epochAt(Date.now())
    for (const { epoch, bundle } of file.bundles) {
      if (epoch < today - 1 || published.has(bundle)) continue
      await deps.site.publishBundle(`0x${bundle}`)
      published.add(bundle)
    }
    if (issued !== undefined)
      deps.events.add('info', `A key for sealed messages was issued for day ${issued.epoch}.`)
    return today
  }

  const run = async (): Promise<void> => {
    for (let failures = 0; !deps.signal.aborted; ) {
      let waitMs: number
      try {
        const day = await settle()
        problem = undefined
        failures = 0
        // Looked at every hour: the next one is due in the last quarter of the day.
        waitMs = isRenewalDue(day, Date.now()) ? HOUR_MS / 4 : HOUR_MS
      } catch (error) {
        const sentence = error instanceof Error ? error.message : String(error)
        if (sentence !== problem) deps.events.add('warn', `No key for sealed messages yet: ${sentence}`)
        problem = sentence
        failures += 1
        const isFinal = isAppError(error, 'PASSPHRASE_WRONG', 'KEY_FILE_INVALID')
        waitMs = isFinal ? HOUR_MS : backOffMs(failures, { baseMs: 2_000, maxMs: MAXIMUM_WAIT_MS })
      }
      deps.onChange()
      await delay(waitMs, undefined, { signal: deps.signal }).catch(() => undefined)
    }
  }

  const usable = (): SealingKeys | undefined => {
    const current = own
    if (current === undefined || published.size === 0) return undefined
    try {
      sendingKey(current, Date.now())
    } catch {
      return undefined
    }
    return {
      domain: current.domain,
      sendingKey: () => sendingKey(current, Date.now()),
      keys: () => current.keys.slice(0, 3),
    }
  }
  return {
    done: run(),
    usable,
    status: (): KeyStatus => ({ epoch: own?.keys[0]?.publicKey.epoch, problem }),
  }
}
