import type { Address } from '@network3/core/hex'
import type { Bus } from '@network3/service/bus'
import { z } from 'zod'

const TOPIC = 'node.taken'
/** 44 bytes a node, and a message must stay under 7,000. */
const NODES_PER_MESSAGE = 100

const takenSchema = z.strictObject({
  from: z.string(),
  nodes: z.array(z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]{40}$/)])).max(NODES_PER_MESSAGE),
})

/** Tells gateways that nodes of theirs have a session here now. A hint: their own next write finds out without it. */
export async function publishTaken(bus: Bus, taken: readonly { node: Address; gateway: string }[]) {
  const byGateway = Map.groupBy(taken, ({ gateway }) => gateway)
  for (const [from, rows] of byGateway) {
    for (let start = 0; start < rows.length; start += NODES_PER_MESSAGE) {
      const nodes = rows.slice(start, start + NODES_PER_MESSAGE).map(({ node }) => node)
      await bus.publish(TOPIC, JSON.stringify({ from, nodes }))
    }
  }
}

/** Hears which nodes of this gateway were taken; the rows decide whether it is so. */
export function watchTaken(
  bus: Bus,
  gatewayId: string,
  handlers: { onTaken: (nodes: Address[]) => void; onGap: () => void; onError: (error: unknown) => void },
) {
  return bus.subscribe(
    TOPIC,
    (payload) => {
      try {
        const { from, nodes } = takenSchema.parse(JSON.parse(payload))
        if (from === gatewayId) handlers.onTaken(nodes)
      } catch (error) {
        handlers.onError(error)
      }
    },
    handlers.onGap,
  )
}
