import type { Address } from '@network3/core/hex'
import type { GatewayBody } from '@network3/protocol/node/frames'
import type { JobRunner } from '../jobs/job-runner.ts'
import type { KeyStatus } from '../keys/sealing-keys.ts'
import type { KeptOffer } from '../limits/keep-offer.ts'
import type { Confirmation } from '../pairing/confirm-operator.ts'
import { version } from '../version.ts'
import { type AgentStatus, judgeEarning, showReason } from './agent-status.ts'
import type { EventLog } from './event-log.ts'

/** What the running agent knows of itself. */
export type Facts = {
  node: Address
  siteUrl: string
  startedAt: Date
  operator: Address | null
  /** The registry was asked, so that null means not registered. */
  isRegistryKnown: boolean
  online: {
    isOnline: boolean
    gateway: string | null
    since: Date | null
    code: string
    detail: string | null
  }
  standing: GatewayBody<'standing'> | null
  pairing: { code: string; url: string; expiresAt: number } | null
  confirmation: Confirmation | undefined
}

export type Parts = {
  offer: KeptOffer
  runner: Pick<JobRunner, 'held' | 'counts'> | undefined
  keys: { status: () => KeyStatus } | undefined
  events: EventLog
}

/** The whole status, as page and commands show it. */
export function describeAgent(facts: Facts, { offer, runner, keys, events }: Parts): AgentStatus {
  const { capacity, paused } = offer.current()
  const { node, siteUrl, operator, online, standing, pairing, confirmation } = facts
  const earning = judgeEarning({
    operator: facts.isRegistryKnown ? operator : (operator ?? undefined),
    ...{ onlineCode: online.code, isOnline: online.isOnline, pausedCode: paused, standing },
  })
  const key = keys?.status()
  return {
    ...{ version, pid: process.pid, node, siteUrl, startedAt: facts.startedAt.toISOString() },
    registered: { operator },
    online: {
      ...{ isOnline: online.isOnline, gateway: online.gateway, detail: online.detail },
      since: online.since?.toISOString() ?? null,
      reason: showReason(online.code),
    },
    standing: standing && { ...standing, reason: showReason(standing.reason) },
    earning: { isEarning: earning.isEarning, reason: showReason(earning.code) },
    paused: paused === null ? null : showReason(paused),
    ...{ capacity, limits: offer.limits(), jobs: runner?.held() ?? [] },
    counts: runner?.counts() ?? { finished: 0, failed: 0, refused: 0 },
    key: { epoch: key?.epoch ?? null, problem: key?.problem ?? null },
    pairing: pairing && {
      ...{ code: pairing.code, url: pairing.url, expiresAt: new Date(pairing.expiresAt).toISOString() },
      operator: confirmation?.operator ?? null,
    },
    events: events.recent(),
  }
}
