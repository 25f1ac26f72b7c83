import { setTimeout as delay } from 'node:timers/promises'
import { toAppError } from '@network3/core/app-error'
import { backOffMs } from '@network3/service/retry'
import { readEndpoints } from './home/endpoints.ts'
import type { AgentHome } from './home/open-home.ts'
import type { SiteClient, SiteEndpoints } from './site/site-client.ts'
import type { Facts } from './status/describe-agent.ts'
import type { EventLog } from './status/event-log.ts'

const CLOCK_TOLERANCE_MS = 60_000

/** The network as the site describes it, or as it last did; waits for the first answer. Throws CHAIN_MISMATCH. */
export async function findNetwork(options: {
  home: AgentHome
  site: SiteClient
  facts: Facts
  events: EventLog
  signal: AbortSignal
}): Promise<SiteEndpoints> {
  const { home, site, facts, events, signal } = options
  for (let failures = 1; ; failures++) {
    try {
      const { endpoints, isFresh } = await readEndpoints(home, site)
      if (isFresh && Math.abs(endpoints.now - Date.now()) > CLOCK_TOLERANCE_MS)
        events.add('warn', 'The clock of this device differs from the site’s by more than a minute.')
      return endpoints
    } catch (error) {
      const { message, retryable } = toAppError(error)
      if (!retryable) throw error
      if (facts.online.code !== 'AGENT_SITE_UNREACHABLE') events.add('warn', message)
      facts.online = { ...facts.online, code: 'AGENT_SITE_UNREACHABLE', detail: message }
      await delay(backOffMs(failures, { baseMs: 1_000, maxMs: 60_000 }), undefined, { signal })
    }
  }
}
