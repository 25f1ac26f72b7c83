import { AppError } from '@network3/core/app-error'
import { type ClaimPosition, claimableWei, claimReasonOf } from '@network3/core/claim-state'
import type { ReasonCode } from '@network3/core/reasons'
import { assetsForSharesDown } from '@network3/core/staking-math'
import { getClaimableEpoch, getLastEpoch } from '@network3/db/queries/epoch/get-epoch'
import { getOperator } from '@network3/db/queries/operator/get-operator'
import { getCumulativeReward, getWaitingReward } from '@network3/db/queries/reward/find-operator-rewards'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { claimSplit } from '../../domain/claim-split.ts'
import { commissionAt, poolAt } from '../../domain/pool.ts'
import { encodeAddress } from '../../encode/address.ts'
import { encodeReason } from '../../encode/reason.ts'
import { encodeTip, requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { getClaimableInput, getClaimableOutput } from './get-claimable.schema.ts'

export const getClaimable = publicProcedure
  .meta({
    summary: 'What an operator can claim now, with the proof; or why there is nothing.',
    rest: { method: 'GET', path: '/operators/{operator}/claimable' },
  })
  .input(getClaimableInput)
  .output(getClaimableOutput)
  .query(async ({ ctx, input }) => {
    const parameters = await ctx.parameters()
    const { tip, operator, epoch, last, cumulativeWei, waiting } = await withSnapshot(
      ctx.pool,
      async (db) => {
        const tip = requireTip(await getTip(db))
        const operator = await getOperator(db, input.operator)
        if (operator === undefined) throw new AppError('NOT_FOUND', 'This address is not an operator.')
        const epoch = await getClaimableEpoch(db, tip.minedAt)
        return {
          tip,
          operator,
          epoch,
          last: await getLastEpoch(db),
          cumulativeWei:
            epoch === undefined ? 0n : await getCumulativeReward(db, operator.address, epoch.number),
          waiting: await getWaitingReward(db, operator.address, epoch?.number ?? 0n),
        }
      },
    )
    const moment = poolAt(operator.pool, tip.minedAt)
    const selfStakeWei = assetsForSharesDown(moment, operator.selfShares)
    const { minimumSelfStakeWei, minimumStakeWei } = parameters
    const position: ClaimPosition = {
      // Without a claimable epoch the newest one says why.
      epoch: epoch ?? last,
      cumulativeWei,
      claimedWei: operator.paidTotalWei,
      hasMinimumSelfStake: selfStakeWei >= minimumSelfStakeWei,
    }
    const amountWei = claimableWei(position, tip.minedAt)
    const commissionBps = commissionAt(operator.commission, tip.minedAt)
    const split =
      amountWei === 0n
        ? undefined
        : claimSplit({
            amountWei,
            commissionBps,
            isPoolEmpty: operator.pool.activeShares === 0n,
            selfStakeWei,
            minimumSelfStakeWei,
            minimumStakeWei,
          })
    const proof =
      epoch === undefined || split === undefined
        ? undefined
        : await ctx.trees.proofOf(epoch.dataHash, operator.address)
    const reasonCode: ReasonCode =
      amountWei > 0n && split === undefined
        ? 'CLAIM_TOO_SMALL_TO_STAKE'
        : claimReasonOf(position, tip.minedAt)
    return {
      operator: encodeAddress(operator.address),
      claimableWei: split === undefined ? '0' : String(amountWei),
      claimedWei: String(operator.paidTotalWei),
      claim:
        epoch === undefined || proof === undefined
          ? null
          : {
              epoch: Number(epoch.number),
              cumulativeWei: String(proof.cumulativeWei),
              proof: proof.proof,
              root: proof.root,
            },
      split:
        split === undefined
          ? null
          : {
              commissionBps,
              commissionWei: String(split.commissionWei),
              toPoolWei: String(split.toPoolWei),
              isLockedAsStake: split.isLockedAsStake,
            },
      waiting:
        waiting === undefined
          ? null
          : { amountWei: String(waiting.amountWei), claimableAt: waiting.claimableAt.toISOString() },
      reason: encodeReason(reasonCode),
      asOf: encodeTip(tip),
    }
  })
