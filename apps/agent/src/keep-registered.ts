import { setTimeout as delay } from 'node:timers/promises'
import { AppError, toAppError } from '@network3/core/app-error'
import type { Address } from '@network3/core/hex'
import type { Confirmation } from './pairing/confirm-operator.ts'
import type { SiteClient, SiteEndpoints } from './site/site-client.ts'
import type { Facts } from './status/describe-agent.ts'
import type { EventLog } from './status/event-log.ts'

const EVERY_MS = 30_000

/** What pairing may use of the running agent. */
export type PairTools = {
  endpoints: SiteEndpoints
  show: (shown: { code: string; url: string; expiresAt: number } | undefined) => void
  ask: (confirmation: Confirmation | undefined) => void
  signal: AbortSignal
}

/**
 * Learns the node's operator from the registry, and while there is none has it paired (`pair`), or waits until somebody
 * does. Ends when the operator is known. Throws PAIRING_NODE_RETIRED: such a key never works again.
 */
export async function keepRegistered(options: {
  facts: Facts
  site: SiteClient
  endpoints: SiteEndpoints
  pair: ((tools: PairTools) => Promise<Address>) | undefined
  events: EventLog
  signal: AbortSignal
}): Promise<void> {
  const { facts, site, endpoints, pair, events, signal } = options
  for (; !signal.aborted && facts.operator === null; ) {
    const known = await site.getRegistration(facts.node).catch(() => undefined)
    if (known?.isRetired === true)
      throw new AppError(
        'PAIRING_NODE_RETIRED',
        'This node was retired: start with a new --home for a new key.',
      )
    facts.operator = known?.operator ?? null
    facts.isRegistryKnown ||= known !== undefined
    if (facts.operator !== null) return
    if (known !== undefined && pair !== undefined) {
      try {
        facts.operator = await pair({
          ...{ endpoints, signal },
          show: (shown) => {
            facts.pairing = shown ?? null
          },
          ask: (confirmation) => {
            facts.confirmation = confirmation
          },
        })
        return events.add('info', `Paired with ${facts.operator}.`)
      } catch (error) {
        if (signal.aborted) return
        const { code, message } = toAppError(error)
        events.add('error', `Not paired: ${message} (${code})`)
      } finally {
        facts.pairing = null
      }
    }
    await delay(EVERY_MS, undefined, { signal }).catch(() => undefined)
  }
}
