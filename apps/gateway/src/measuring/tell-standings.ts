import type { Address } from '@network3/core/hex'
import { nodeStandingOf } from '@network3/core/node-standing'
import { countSlots } from '@network3/core/uptime-nonce'
import type { Pool } from '@network3/db/pool'
import { findNodeChecks } from '@network3/db/queries/measure/find-node-checks'
import type { Hub, NodeLink } from '../hub.ts'
import type { EpochTimes } from './epoch-times.ts'

export type Standings = {
  /** Tells the node soon where it stands; `judged`: once more when what was judged has surely been written. */
  touch(node: Address, judged?: { at: number }): void
  /** Tells those touched; at the beginning of an epoch everybody. */
  tellDue(now: number): Promise<void>
}

const AT_ONCE = 500
/** A judge speaks before its verdict is written. */
const JUDGED_MS = 3_000

/** Keeps each node's own page right: registered, verified, slots answered, checks passed. */
export function createStandings(
  hub: Hub,
  pool: Pool,
  times: EpochTimes,
  slotsOf: (node: Address, epoch: bigint) => number,
): Standings {
  let touched = new Set<Address>()
  let judged: { node: Address; at: number }[] = []
  let told: bigint | undefined

  const tell = async (links: readonly NodeLink[], epoch: bigint, now: number) => {
    const checks = await findNodeChecks(pool, { nodes: links.map(({ node }) => node), epoch })
    for (const link of links) {
      const check = checks.get(link.node)
      const { isVerified, reasons } = nodeStandingOf(
        {
          retiredAt: null,
          session: {
            lastSeenAt: new Date(now),
            offlineReason: null,
            pausedReason: null,
            slots: link.capacity.slots,
          },
          lastCheck: check?.lastCheck ?? null,
        },
        new Date(now),
        epoch,
      )
      link.send('standing', {
        operator: link.operator ?? null,
        epoch: Number(epoch),
        isVerified: isVerified && link.operator !== undefined,
        reason: link.operator === undefined ? 'NODE_NOT_REGISTERED' : (reasons[0] ?? 'NODE_CHECK_PENDING'),
        answeredSlots: countSlots(slotsOf(link.node, epoch)),
        passedCanaries: check?.passed ?? 0,
        failedCanaries: check?.failed ?? 0,
      })
    }
  }

  return {
    touch: (node, of) => {
      touched.add(node)
      if (of !== undefined) judged.push({ node, at: of.at })
    },
    tellDue: async (now) => {
      const epoch = times.epochAt(new Date(now))
      if (epoch < 1n) return
      for (const { node, at } of judged) if (now - at >= JUDGED_MS) touched.add(node)
      judged = judged.filter(({ at }) => now - at < JUDGED_MS)
      const due = told === epoch ? touched : new Set([...hub.links()].map(({ node }) => node))
      if (due.size === 0) return
      touched = new Set()
      told = epoch
      const links = [...due].flatMap((node) => hub.link(node) ?? [])
      for (let from = 0; from < links.length; from += AT_ONCE) {
        await tell(links.slice(from, from + AT_ONCE), epoch, now)
      }
    },
  }
}
