import { voucherTypedData } from '@network3/chain/lease-typed-data'
import { AppError } from '@network3/core/app-error'
import { epochAt } from '@network3/core/epochs'
import { dueUnits } from '@network3/core/jobs/due-units'
import { getLeaseUsage } from '@network3/db/queries/lease/get-lease-usage'
import { acceptJob as acceptStoredJob } from '@network3/db/write/accept-job'
import { keepHighestVoucher } from '@network3/db/write/lease-vouchers'
import { lockLease } from '@network3/db/write/lock-lease'
import { changeSignedJob } from '../../jobs/change-signed-job.ts'
import { verifySigner } from '../../jobs/verify-signer.ts'
import { publicProcedure } from '../../trpc.ts'
import { acceptJobInput, actedJobOutput } from './act.schema.ts'
import { encodeJob } from './encode-job.ts'

export const acceptJob = publicProcedure
  .meta({
    summary: 'Accepts a result with a voucher that pays for it; the work then counts for its node.',
    rest: { method: 'POST', path: '/jobs/{jobId}/accept' },
  })
  .input(acceptJobInput)
  .output(actedJobOutput)
  .mutation(async ({ ctx, input }) => {
    const { voucher, ...action } = input
    const { cumulativeUnits } = voucher
    const { chainId, contracts } = ctx.deployment
    const now = new Date(ctx.clock.now())
    const { clock } = await ctx.parameters()
    const epoch = epochAt(clock, BigInt(Math.floor(now.getTime() / 1000)))
    const job = await changeSignedJob(
      ctx,
      { ...action, action: 'accept' },
      async (locked, lease) => {
        const signed = voucherTypedData(chainId, contracts.leaseMarket, {
          leaseId: lease.id,
          cumulativeUnits,
        })
        await verifySigner(signed, voucher.signature, lease.voucherSigner)
        await lockLease(locked.tx, lease.id)
        const { acceptedMs } = await getLeaseUsage(locked.tx, lease.id)
        const due = dueUnits(acceptedMs + (locked.job.billedMs ?? 0n), lease.units)
        if (cumulativeUnits < due) {
          throw new AppError('VOUCHER_TOO_LOW', `The voucher has to reach ${due} units with this result.`, {
            retryable: true,
          })
        }
        if (cumulativeUnits > lease.units) {
          throw new AppError(
            'INPUT_INVALID',
            `The lease has ${lease.units} units: a higher voucher pays nothing.`,
          )
        }
        const accepted = await acceptStoredJob(locked, { event: 'accept', epoch, now })
        if ('refused' in accepted) return accepted
        await keepHighestVoucher(locked.tx, {
          ...{ leaseId: lease.id, cumulativeUnits, signature: voucher.signature, now },
        })
        return accepted
      },
      ({ status, reason }) => reason === 'JOB_ACCEPTED' || status === 'settled',
    )
    return encodeJob(job)
  })
