import { randomInt } from 'node:crypto'
import type { Address, Hex } from '@network3/core/hex'
import { SLOTS_PER_EPOCH } from '@network3/core/scoring/parameters'
import { uptimeNonce } from '@network3/core/uptime-nonce'
import type { UptimeAnswer } from '@network3/db/write/uptime-answers'
import type { AgentBody } from '@network3/protocol/node/frames'
import { recoverSigner } from '@network3/protocol/node/node-signature'
import { uptimeText } from '@network3/protocol/node/signed-texts'
import type { Hub, NodeLink } from '../hub.ts'
import type { EpochTimes } from './epoch-times.ts'
import { createSlotPlan, type SlotPlan } from './slot-plan.ts'

type AnswerOutcome = 'kept' | 'late' | 'unasked' | 'forged'

export type Questions = {
  /** Asks whoever is due. `beacon`: of the epoch of `now`; undefined while it is not known. */
  tick(now: number, beacon: Hex | undefined): void
  /** Takes an answer: undefined is kept for nothing, and `outcome` says why. */
  take(
    link: NodeLink,
    body: AgentBody<'uptime'>,
    now: number,
  ): { outcome: AnswerOutcome; answer: UptimeAnswer | undefined }
  join(link: NodeLink, now: number): void
  leave(node: Address): void
  /** Slots of the epoch it has answered here, a bit each. */
  slotsOf(node: Address, epoch: bigint): number
}

type Asked = { slot: number; nonce: Hex; before: number; at: number }
type Standing = { epoch: bigint; slots: number; asked: Asked | undefined }

/** An answer must come within this long, or within the slot's length where that is shorter. */
const MOST_MS = 10_000
/**
 * One in so many answers is checked here; the last of an epoch, which vouches for all, is checked by whoever scores. A
 * session is authenticated anyway: a node that signs nonsense only loses its own epoch.
 */
const CHECKED_ONE_IN = 8

/** Random-time questions to every session, one in each of an epoch's 24 slots. */
export function createQuestions(hub: Hub, times: EpochTimes, chainId: number): Questions {
  const standings = new Map<Address, Standing>()
  const withinMs = Math.min(MOST_MS, times.slotMs)
  let plan: { epoch: bigint; slot: number; moments: SlotPlan<Address> } | undefined

  const planFor = (now: number) => {
    const epoch = times.epochAt(new Date(now))
    if (epoch < 1n) return undefined
    const elapsed = now - times.startsAtMs(epoch)
    const slot = Math.min(Number(SLOTS_PER_EPOCH) - 1, Math.floor(elapsed / times.slotMs))
    if (plan?.epoch === epoch && plan.slot === slot) return plan
    const startsAt = times.startsAtMs(epoch) + slot * times.slotMs
    const moments = createSlotPlan<Address>({ startsAt, endsAt: startsAt + times.slotMs }, (below) =>
      randomInt(below),
    )
    for (const { node } of hub.links()) moments.add(node, startsAt)
    plan = { epoch, slot, moments }
    return plan
  }

  const standingOf = (node: Address, epoch: bigint): Standing => {
    const known = standings.get(node)
    if (known?.epoch === epoch) return known
    const fresh = { epoch, slots: 0, asked: undefined }
    standings.set(node, fresh)
    return fresh
  }

  const ask = (link: NodeLink, epoch: bigint, slot: number, beacon: Hex, now: number) => {
    const standing = standingOf(link.node, epoch)
    const before = standing.slots
    const nonce = uptimeNonce({ beacon, epoch: Number(epoch), slot, before, node: link.node })
    if (!link.send('uptime', { epoch: Number(epoch), slot, nonce })) return
    standing.asked = { slot, nonce, before, at: now }
  }

  return {
    tick: (now, beacon) => {
      const current = planFor(now)
      // Until the beacon is known nobody is asked; those whose moment passed are asked as soon as it is.
      if (current === undefined || beacon === undefined) return
      for (const node of current.moments.takeDue(now)) {
        const link = hub.link(node)
        // Who is not registered cannot earn: nothing of it belongs in the receipts.
        if (link?.operator !== undefined) ask(link, current.epoch, current.slot, beacon, now)
      }
    },
    take: (link, body, now) => {
      const standing = standings.get(link.node)
      const asked = standing?.asked
      const isAsked =
        asked !== undefined &&
        standing?.epoch === BigInt(body.epoch) &&
        asked.slot === body.slot &&
        asked.nonce === body.nonce
      if (!isAsked || standing === undefined) return { outcome: 'unasked', answer: undefined }
      standing.asked = undefined
      if (now - asked.at > withinMs) return { outcome: 'late', answer: undefined }
      const { epoch, slot, nonce, signature } = body
      if (randomInt(CHECKED_ONE_IN) === 0) {
        const text = uptimeText({ chainId, node: link.node, epoch, slot, nonce })
        if (recoverSigner(text, signature) !== link.node) return { outcome: 'forged', answer: undefined }
      }
      standing.slots |= 1 << slot
      const answer = { epoch: standing.epoch, node: link.node, slot, before: asked.before, nonce, signature }
      return { outcome: 'kept', answer: { ...answer, answeredAt: new Date(now) } }
    },
    join: (link, now) => planFor(now)?.moments.add(link.node, now),
    leave: (node) => void standings.delete(node),
    slotsOf: (node, epoch) => {
      const standing = standings.get(node)
      return standing?.epoch === epoch ? standing.slots : 0
    },
  }
}
