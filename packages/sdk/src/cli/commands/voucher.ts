import { voucherTypedData } from '@network3/chain/lease-typed-data'
import { AppError } from '@network3/core/app-error'
import { Command } from 'commander'
import { type CommonFlags, openCli, withCommon } from '../context.ts'
import { print } from '../output.ts'
import { clientOfJob } from '../own-leases.ts'
import { parseUnits } from '../parse-option.ts'

/** `n3 voucher`: what accepting a result needs, or a voucher for units you say; for who speaks REST by hand. */
export function voucherCommand(): Command {
  return withCommon(new Command('voucher'))
    .description(
      'sign what accepts a job’s result (the body of POST /api/v1/jobs/{jobId}/accept), or a voucher of a lease',
    )
    .argument('<id>', 'job_…, or the number of a lease with --units')
    .option('--units <n>', 'of a lease: how many units were used in all, so far', parseUnits)
    .action(async (id: string, flags: CommonFlags & { units?: bigint }) => {
      const cli = openCli(flags)
      if (id.startsWith('job_')) {
        const body = await (await clientOfJob(cli, id)).signAcceptance(id)
        return print({ isJson: true }, body, () => '')
      }
      if (!/^[1-9]\d*$/.test(id) || flags.units === undefined) {
        throw new AppError('INPUT_INVALID', 'Give a job, or the number of a lease and --units.')
      }
      const leaseId = BigInt(id)
      const cumulativeUnits = flags.units
      const { chainId, contracts } = await cli.network()
      const { leases } = await cli.renter()
      const lease = await leases.get(leaseId)
      const sessionKey = await cli.sessionKeys.read(lease.voucherSigner)
      if (sessionKey === undefined) {
        throw new AppError(
          'KEY_NOT_FOUND',
          `The session key of lease ${id} is not here: use it where it was rented.`,
        )
      }
      if (cumulativeUnits > BigInt(lease.units)) {
        throw new AppError(
          'INPUT_INVALID',
          `Lease ${id} has ${lease.units} units: a higher voucher pays nothing.`,
        )
      }
      const data = voucherTypedData(chainId, contracts.leaseMarket, { leaseId, cumulativeUnits })
      const signature = await sessionKey.signTypedData(data)
      print({ isJson: true }, { leaseId: id, cumulativeUnits: String(cumulativeUnits), signature }, () => '')
    })
}
