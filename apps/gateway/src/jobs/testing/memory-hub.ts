import type { Address } from '@network3/core/hex'
import type { NodeReasonCode } from '@network3/core/node-reasons'
import type { AgentBody, AgentFrameType, GatewayBody, GatewayFrameType } from '@network3/protocol/node/frames'
import type { Hub, LinkEnd, NodeLink } from '../../hub.ts'

export type SentFrame = { [T in GatewayFrameType]: { type: T; body: GatewayBody<T> } }[GatewayFrameType]
type FrameHandler = (link: NodeLink, body: never) => Promise<void> | void

export type MemoryHub = Hub & {
  /** A node comes online with these slots; what it is sent goes to `onSent`. */
  join(node: Omit<NodeLink, 'send' | 'freeSlots'>, onSent: (frame: SentFrame) => void): void
  /** A frame arrives; resolves when every handler is done, as only then it would be acknowledged. */
  receive<T extends AgentFrameType>(node: Address, type: T, body: AgentBody<T>): Promise<void>
  leave(node: Address, reason: NodeReasonCode): void
}

/** Sessions without sockets: the seam of hub.ts, for what is behind it. */
export function createMemoryHub(gatewayId: string): MemoryHub {
  const links = new Map<Address, NodeLink>()
  const handlers = new Map<AgentFrameType, FrameHandler[]>()
  const onJoin: ((link: NodeLink) => void)[] = []
  const onLeave: ((link: NodeLink, end: LinkEnd) => void)[] = []
  return {
    gatewayId,
    links: () => links.values(),
    link: (node) => links.get(node),
    on: (type, handler) =>
      void handlers.set(type, [...(handlers.get(type) ?? []), handler as unknown as FrameHandler]),
    onJoin: (handler) => void onJoin.push(handler),
    onChange: () => undefined,
    onLeave: (handler) => void onLeave.push(handler),
    join: (node, onSent) => {
      const link: NodeLink = {
        ...node,
        freeSlots: node.capacity.slots,
        send: (type, body) => {
          if (links.get(node.node) !== link) return false
          onSent({ type, body } as SentFrame)
          return true
        },
      }
      links.set(node.node, link)
      for (const handler of onJoin) handler(link)
    },
    receive: async (node, type, body) => {
      const link = links.get(node)
      if (link === undefined) return
      for (const handler of handlers.get(type) ?? []) await handler(link, body as never)
    },
    leave: (node, reason) => {
      const link = links.get(node)
      if (link === undefined) return
      links.delete(node)
      for (const handler of onLeave) handler(link, { reason })
    },
  }
}
