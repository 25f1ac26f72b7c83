import { type FindNodesParams, findNodes } from '@network3/db/queries/node/find-nodes'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { cursorAddress, cursorAmount, decodeCursor, encodeCursor } from '../encode/cursor.ts'
import { encodeNode } from '../encode/node.ts'
import { pageFrom } from '../encode/page.ts'
import type { StandingClock } from './standing-clock.ts'

const cursorParts = z.tuple([cursorAmount, cursorAddress])

type Filters = Pick<FindNodesParams, 'operator' | 'country' | 'capabilityBit' | 'status'>

/** A page of nodes, newest first; `list` names whose cursors it takes. */
export async function findNodePage(
  ctx: Context,
  clock: StandingClock,
  list: string,
  { limit, cursor, ...filters }: Filters & { limit: number; cursor?: string | undefined },
) {
  const [registeredBlock, address] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
  const after =
    registeredBlock === undefined || address === undefined ? undefined : { registeredBlock, address }
  const nodes = await findNodes(ctx.pool, { ...filters, ...clock, limit: limit + 1, after })
  return pageFrom(
    nodes,
    limit,
    (node) => encodeNode(node, clock),
    (node) => encodeCursor(list, [String(node.registeredBlock), node.address]),
  )
}
