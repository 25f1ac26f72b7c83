import type { Address, Hex } from '@network3/core/hex'
import type { NodeReasonCode } from '@network3/core/node-reasons'
import type { AgentBody, AgentFrameType, GatewayBody, GatewayFrameType } from '@network3/protocol/node/frames'
import type { NodeCapacity } from '@network3/protocol/node/job-order'

/** A node's session, as the parts of the gateway see it. It outlives a socket that is resumed. */
export type NodeLink = {
  node: Address
  /** From the registry; undefined while it is not registered. */
  operator: Address | undefined
  /** Keyed hash of the /24 or /48 it dials from. */
  subnet: Hex
  /** As last told by the node. */
  capacity: NodeCapacity
  paused: string | undefined
  freeSlots: number
  /** Queues a sequenced frame. False when the link is over or its queue is full: the node then hears of it on resync. */
  send<T extends GatewayFrameType>(type: T, body: GatewayBody<T>): boolean
}

/**
 * What ended a link: it is gone for good, unlike a socket that may be resumed within the grace. `reason`: where the node
 * stands now, one of NODE_OFFLINE_…; the session's own reason is in its history.
 */
export type LinkEnd = { reason: NodeReasonCode }

/**
 * The sessions of this gateway. A frame is acknowledged when every handler of its type has resolved, so a handler that
 * has written to the database makes the frame durable; one that throws ends the link, and the frame is sent again.
 */
export type Hub = {
  /** Names this gateway process in rows and on the bus. */
  gatewayId: string
  links(): Iterable<NodeLink>
  link(node: Address): NodeLink | undefined
  on<T extends AgentFrameType>(
    type: T,
    handler: (link: NodeLink, body: AgentBody<T>) => Promise<void> | void,
  ): void
  /** After the node's first `state` frame: its capacity is known. */
  onJoin(handler: (link: NodeLink) => void): void
  /** Capacity, pause or free slots changed. */
  onChange(handler: (link: NodeLink) => void): void
  onLeave(handler: (link: NodeLink, end: LinkEnd) => void): void
}
