import type { AgentFrame, AgentFrameType } from '@network3/protocol/node/frames'
import type { Hub, LinkEnd, NodeLink } from '../hub.ts'

type FrameHandler = (link: NodeLink, body: never) => Promise<void> | void

/** Who listens to what nodes say and do: the half of the hub that the gateway's parts fill. */
export type Handlers = {
  listen: Pick<Hub, 'on' | 'onJoin' | 'onChange' | 'onLeave'>
  /** Resolves when every handler of the frame's type has; rejects with the first that failed. */
  handle(link: NodeLink, frame: AgentFrame): Promise<void>
  join(link: NodeLink): void
  change(link: NodeLink): void
  leave(link: NodeLink, end: LinkEnd): void
}

/** `onError`: a listener of joins, changes or leaves threw, which must not keep the others from hearing. */
export function createHandlers(onError: (error: unknown) => void): Handlers {
  const byType = new Map<AgentFrameType, FrameHandler[]>()
  const joins: ((link: NodeLink) => void)[] = []
  const changes: ((link: NodeLink) => void)[] = []
  const leaves: ((link: NodeLink, end: LinkEnd) => void)[] = []
  const tell = <A extends unknown[]>(listeners: ((...args: A) => void)[], ...args: A) => {
    for (const listener of listeners) {
      try {
        listener(...args)
      } catch (error) {
        onError(error)
      }
    }
  }
  return {
    listen: {
      on: (type, handler) => {
        const all = byType.get(type) ?? []
        all.push(handler)
        byType.set(type, all)
      },
      onJoin: (handler) => void joins.push(handler),
      onChange: (handler) => void changes.push(handler),
      onLeave: (handler) => void leaves.push(handler),
    },
    async handle(link, frame) {
      // One after the other: what one part wrote the next may read. The map's key ties handler and body together, which
      // its type cannot say: hence `as never`.
      for (const handler of byType.get(frame.type) ?? []) await handler(link, frame.body as never)
    },
    join: (link) => tell(joins, link),
    change: (link) => tell(changes, link),
    leave: (link, end) => tell(leaves, link, end),
  }
}
