import { findNodeRewards } from '@network3/db/queries/reward/find-node-rewards'
import { z } from 'zod'
import { cursorAddress, cursorAmount, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { encodeNodeReward } from '../../encode/node-reward.ts'
import { pageFrom } from '../../encode/page.ts'
import { publicProcedure } from '../../trpc.ts'
import {
  findOperatorEpochNodesInput,
  findOperatorEpochNodesOutput,
} from './find-operator-epoch-nodes.schema.ts'

const list = 'operator-epoch-nodes'
const cursorParts = z.tuple([cursorAmount, cursorAddress])

export const findOperatorEpochNodes = publicProcedure
  .meta({
    summary: 'Every node of an operator in one verified epoch: amount, inputs and factors.',
    rest: { method: 'GET', path: '/operators/{operator}/epochs/{epoch}/nodes' },
  })
  .input(findOperatorEpochNodesInput)
  .output(findOperatorEpochNodesOutput)
  .query(async ({ ctx, input }) => {
    const { operator, epoch, limit, cursor } = input
    const [amountWei, node] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
    const after = amountWei === undefined || node === undefined ? undefined : { amountWei, node }
    const rewards = await findNodeRewards(ctx.pool, {
      operator,
      epoch: BigInt(epoch),
      limit: limit + 1,
      after,
    })
    return pageFrom(rewards, limit, encodeNodeReward, (reward) =>
      encodeCursor(list, [String(reward.amountWei), reward.node]),
    )
  })
