import { setTimeout as delay } from 'node:timers/promises'
import type { Presence } from './presence/presence.ts'
import type { Listener } from './session/listen.ts'
import type { Sessions } from './session/sessions.ts'

/** What frames that are being handled may take. */
const HANDLERS_MS = 5_000
/** What nodes may take to read their goodbye and close. */
const GOODBYES_MS = 2_000
/** Logins a second that the other gateways are asked to bear. */
const LOGINS_PER_SECOND = 250

/**
 * Hands all nodes over, in at most half a minute: nothing new is read, what was read is handled and acknowledged with
 * the goodbye, every node is told another moment to come back at, and their rows say why they are offline.
 */
export async function drain(deps: {
  /** Undefined when the port was never opened. */
  listener: Listener | undefined
  sessions: Sessions
  presence: Presence
}): Promise<void> {
  const { listener, sessions, presence } = deps
  listener?.stopListening()
  for (const link of sessions.all()) link.socket?.pause()
  const isBusy = () => [...sessions.all()].some((link) => link.isHandling)
  for (const deadline = Date.now() + HANDLERS_MS; isBusy() && Date.now() < deadline; ) await delay(20)

  const links = [...sessions.all()]
  const spreadMs = (links.length / LOGINS_PER_SECOND) * 1_000
  for (const link of links) {
    link.socket?.resume()
    sessions.end(link, 'GATEWAY_DRAINING', 250 + Math.random() * spreadMs)
  }
  await presence.close()
  for (
    const deadline = Date.now() + GOODBYES_MS;
    (listener?.openSockets() ?? 0) > 0 && Date.now() < deadline;
  ) {
    await delay(20)
  }
  await listener?.close()
}
