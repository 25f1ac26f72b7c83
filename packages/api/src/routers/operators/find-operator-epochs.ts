import { findTopNodeRewards } from '@network3/db/queries/reward/find-node-rewards'
import { findOperatorRewards } from '@network3/db/queries/reward/find-operator-rewards'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { z } from 'zod'
import { cursorAmount, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { encodeNodeReward } from '../../encode/node-reward.ts'
import { pageFrom } from '../../encode/page.ts'
import { publicProcedure } from '../../trpc.ts'
import { findOperatorEpochsInput, findOperatorEpochsOutput } from './find-operator-epochs.schema.ts'

const list = 'operator-epochs'
const cursorParts = z.tuple([cursorAmount])
const NODES_SHOWN = 10

export const findOperatorEpochs = publicProcedure
  .meta({
    summary: 'What an operator earned in each verified epoch, with the inputs of its best nodes.',
    rest: { method: 'GET', path: '/operators/{operator}/epochs' },
  })
  .input(findOperatorEpochsInput)
  .output(findOperatorEpochsOutput)
  .query(async ({ ctx, input }) => {
    const { operator, limit, cursor } = input
    const [before] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
    const { rewards, nodes } = await withSnapshot(ctx.pool, async (db) => {
      const rewards = await findOperatorRewards(db, { operator, limit: limit + 1, before })
      const epochs = rewards.slice(0, limit).map(({ epoch }) => epoch)
      return { rewards, nodes: await findTopNodeRewards(db, { operator, epochs, perEpoch: NODES_SHOWN }) }
    })
    const nodesOf = Map.groupBy(nodes, ({ epoch }) => epoch)
    return pageFrom(
      rewards,
      limit,
      (reward) => ({
        epoch: Number(reward.epoch),
        startsAt: reward.startsAt.toISOString(),
        endsAt: reward.endsAt.toISOString(),
        amountWei: String(reward.amountWei),
        cumulativeWei: String(reward.cumulativeWei),
        nodeCount: reward.nodeCount,
        nodes: (nodesOf.get(reward.epoch) ?? []).map(encodeNodeReward),
      }),
      (reward) => encodeCursor(list, [String(reward.epoch)]),
    )
  })
