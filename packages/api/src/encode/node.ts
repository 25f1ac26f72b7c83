import { LOCAL_ECONOMY_SPEC_HASH } from '@network3/chain/local-economy'
import { namesOfCapabilities } from '@network3/core/capabilities'
import { nodeStandingOf } from '@network3/core/node-standing'
import type { Node } from '@network3/db/queries/node/node-row'
import type { StandingClock } from '../domain/standing-clock.ts'
import { encodeAddress } from './address.ts'
import { encodeReason } from './reason.ts'

/** A node as answers carry it: what the chain knows, and how it stands with the network at the moment. */
export function encodeNode(node: Node, { now, epoch }: StandingClock) {
  const standing = nodeStandingOf(node, now, epoch)
  return {
    address: encodeAddress(node.address),
    operator: encodeAddress(node.operator),
    capabilities: namesOfCapabilities(node.capabilityBits),
    country: node.country,
    specHash: node.specHash,
    isLocalEconomy: node.specHash === LOCAL_ECONOMY_SPEC_HASH,
    status: standing.status,
    isOnline: standing.isOnline,
    isVerified: standing.isVerified,
    reasons: standing.reasons.map(encodeReason),
    registeredAt: node.registeredAt.toISOString(),
    registeredBlock: Number(node.registeredBlock),
    retiredAt: node.retiredAt?.toISOString() ?? null,
    edgeTokenId: node.edgeTokenId === null ? null : String(node.edgeTokenId),
    lastReward:
      node.lastReward === null
        ? null
        : { epoch: Number(node.lastReward.epoch), amountWei: String(node.lastReward.amountWei) },
    lastSeenAt: node.session?.lastSeenAt.toISOString() ?? null,
    slots: node.session?.slots ?? null,
    freeSlots: node.session?.freeSlots ?? null,
  }
}

/** The rest of its session, for the node's own page. */
export function encodeNodeSession({ session, lastCheck }: Node) {
  return {
    session:
      session === null
        ? null
        : {
            gateway: session.gateway,
            agent: session.agent,
            onlineSince: session.onlineSince.toISOString(),
            offlineAt: session.offlineAt?.toISOString() ?? null,
            memoryBytes: String(session.memoryBytes),
            kinds: session.kinds,
            classes: session.classes,
          },
    lastCheck: lastCheck === null ? null : { ...lastCheck, epoch: Number(lastCheck.epoch) },
  }
}
