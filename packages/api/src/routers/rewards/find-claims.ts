import { rewardsAbi } from '@network3/chain/abi/rewards'
import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import { type ClaimLog, findClaims as findClaimLogs } from '@network3/db/queries/event/find-claims'
import { decodeEventLog } from 'viem'
import { z } from 'zod'
import { cursorAmount, cursorNumber, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { pageFrom } from '../../encode/page.ts'
import { publicProcedure } from '../../trpc.ts'
import { findClaimsInput, findClaimsOutput } from './find-claims.schema.ts'

const list = 'claims'
const cursorParts = z.tuple([cursorAmount, cursorNumber])

export const findClaims = publicProcedure
  .meta({
    summary: 'The claims of an operator on chain, newest first.',
    rest: { method: 'GET', path: '/operators/{operator}/claims' },
  })
  .input(findClaimsInput)
  .output(findClaimsOutput)
  .query(async ({ ctx, input }) => {
    const { operator, limit, cursor } = input
    const [blockNumber, logIndex] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
    const before = blockNumber === undefined || logIndex === undefined ? undefined : { blockNumber, logIndex }
    const logs = await findClaimLogs(ctx.pool, { operator, limit: limit + 1, before })
    return pageFrom(logs, limit, claimOf, (log) =>
      encodeCursor(list, [String(log.blockNumber), log.logIndex]),
    )
  })

/** A page holds at most a hundred, so viem's decoder is quick enough here. */
function claimOf(log: ClaimLog) {
  const { args } = decodeEventLog({
    abi: rewardsAbi,
    eventName: 'Claimed',
    topics: topicsOf(log.topics),
    data: log.data,
  })
  return {
    epoch: Number(args.epoch),
    claimedAt: log.minedAt.toISOString(),
    blockNumber: Number(log.blockNumber),
    logIndex: log.logIndex,
    txHash: log.txHash,
    amountWei: String(args.amount),
    commissionWei: String(args.commission),
    toPoolWei: String(args.toPool),
    isLockedAsStake: args.lockedAsStake,
    cumulativeClaimedWei: String(args.cumulativeClaimed),
  }
}

function topicsOf(topics: readonly Hex[]): [Hex, ...Hex[]] {
  const [signature, ...rest] = topics
  if (signature === undefined) throw new AppError('LOG_UNDECODABLE', 'A stored event has no topics.')
  return [signature, ...rest]
}
