import { AppError } from '@network3/core/app-error'
import { getNode as getNodeState } from '@network3/db/queries/node/get-node'
import { readStandingClock } from '../../domain/standing-clock.ts'
import { encodeNode, encodeNodeSession } from '../../encode/node.ts'
import { publicProcedure } from '../../trpc.ts'
import { getNodeInput, getNodeOutput } from './get-node.schema.ts'

export const getNode = publicProcedure
  .meta({
    summary: 'One node: registry, session, last check, and its standing with every reason.',
    rest: { method: 'GET', path: '/nodes/{node}' },
  })
  .input(getNodeInput)
  .output(getNodeOutput)
  .query(async ({ ctx, input }) => {
    const clock = await readStandingClock(ctx)
    const node = await getNodeState(ctx.pool, input.node)
    if (node === undefined) throw new AppError('NOT_FOUND', 'No node was ever registered with this address.')
    return { ...encodeNode(node, clock), ...encodeNodeSession(node), epoch: Number(clock.epoch) }
  })
