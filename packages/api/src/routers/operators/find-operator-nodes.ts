import { LOCAL_ECONOMY_SPEC_HASH } from '@network3/chain/local-economy'
import { namesOfCapabilities } from '@network3/core/capabilities'
import { findNodes } from '@network3/db/queries/node/find-nodes'
import { z } from 'zod'
import { encodeAddress } from '../../encode/address.ts'
import { cursorAddress, cursorAmount, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { pageFrom } from '../../encode/page.ts'
import { publicProcedure } from '../../trpc.ts'
import { findOperatorNodesInput, findOperatorNodesOutput } from './find-operator-nodes.schema.ts'

const list = 'operator-nodes'
const cursorParts = z.tuple([cursorAmount, cursorAddress])

export const findOperatorNodes = publicProcedure
  .meta({ summary: 'The nodes of an operator, newest first, retired ones included.' })
  .input(findOperatorNodesInput)
  .output(findOperatorNodesOutput)
  .query(async ({ ctx, input }) => {
    const { operator, limit, cursor } = input
    const [registeredBlock, address] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
    const after =
      registeredBlock === undefined || address === undefined ? undefined : { registeredBlock, address }
    const nodes = await findNodes(ctx.pool, { operator, limit: limit + 1, after })
    return pageFrom(
      nodes,
      limit,
      (node) => ({
        address: encodeAddress(node.address),
        capabilities: namesOfCapabilities(node.capabilityBits),
        country: node.country,
        specHash: node.specHash,
        isLocalEconomy: node.specHash === LOCAL_ECONOMY_SPEC_HASH,
        state: node.retiredAt === null ? ('registered' as const) : ('retired' as const),
        registeredAt: node.registeredAt.toISOString(),
        registeredBlock: Number(node.registeredBlock),
        retiredAt: node.retiredAt?.toISOString() ?? null,
        edgeTokenId: node.edgeTokenId === null ? null : String(node.edgeTokenId),
        lastReward:
          node.lastReward === null
            ? null
            : { epoch: Number(node.lastReward.epoch), amountWei: String(node.lastReward.amountWei) },
      }),
      (node) => encodeCursor(list, [String(node.registeredBlock), node.address]),
    )
  })
