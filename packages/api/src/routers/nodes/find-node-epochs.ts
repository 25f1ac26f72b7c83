import { findNodeEpochs as findEpochs } from '@network3/db/queries/node/find-node-epochs'
import { z } from 'zod'
import { cursorAmount, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { pageFrom } from '../../encode/page.ts'
import { publicProcedure } from '../../trpc.ts'
import { findNodeEpochsInput, findNodeEpochsOutput } from './find-node-epochs.schema.ts'

const list = 'node-epochs'
const inputsSchema = z.record(z.string(), z.json())

export const findNodeEpochs = publicProcedure
  .meta({
    summary: 'What a node earned in each epoch, newest first, with every input of its score.',
    rest: { method: 'GET', path: '/nodes/{node}/epochs' },
  })
  .input(findNodeEpochsInput)
  .output(findNodeEpochsOutput)
  .query(async ({ ctx, input: { node, limit, cursor } }) => {
    const [before] = cursor === undefined ? [] : decodeCursor(list, z.tuple([cursorAmount]), cursor)
    const epochs = await findEpochs(ctx.pool, { node, limit: limit + 1, before })
    return pageFrom(
      epochs,
      limit,
      ({ epoch, startsAt, reward }) => ({
        epoch: Number(epoch),
        startsAt: startsAt.toISOString(),
        reward:
          reward === null
            ? null
            : { amountWei: String(reward.amountWei), inputs: inputsSchema.parse(reward.inputs) },
      }),
      ({ epoch }) => encodeCursor(list, [String(epoch)]),
    )
  })
