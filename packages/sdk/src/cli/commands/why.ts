import { AppError } from '@network3/core/app-error'
import { Command } from 'commander'
import type { JobWhy } from '../../jobs/job-answers.ts'
import { createJobReader } from '../../jobs/job-reader.ts'
import { createLeaseReader } from '../../renting/lease-client.ts'
import type { Lease } from '../../renting/market-answers.ts'
import { createMarketClient } from '../../renting/market-client.ts'
import { type CommonFlags, openCli, withCommon } from '../context.ts'
import { n3Of, print, shortOf, tableOf } from '../output.ts'

type Reason = { code: string; sentence: string; nextStep: string | null }

/** `n3 why`: why a job, a lease or an offer is as it is, and what to do. */
export function whyCommand(): Command {
  return withCommon(new Command('why'))
    .description('why a job, lease or offer is as it is, and what to do about it')
    .argument('<id>', 'job_…, the number of a lease, or the id of an offer')
    .action(async (id: string, flags: CommonFlags) => {
      const cli = openCli(flags)
      const site = await cli.site()
      if (/^job_/.test(id)) {
        const why = await createJobReader(site).why(id)
        return print(cli, why, () => describeJobWhy(why))
      }
      if (/^0x[0-9a-f]{64}$/i.test(id)) {
        const { reason, freeSlots, slots, leftUnits, nodes } = await createMarketClient(site).get(id)
        const facts = `${freeSlots} of ${slots} slots free, ${leftUnits} units left, ${nodes.verified} verified and ${nodes.online} online nodes of ${nodes.registered}`
        return print(cli, { reason, freeSlots, slots, leftUnits, nodes }, () =>
          [describeReason(reason), facts].join('\n'),
        )
      }
      if (!/^[1-9]\d*$/.test(id)) {
        throw new AppError(
          'INPUT_INVALID',
          `“${id}” is no job, lease or offer: job_…, a number, or 0x and 64 digits.`,
        )
      }
      const lease = await createLeaseReader(site).get(BigInt(id))
      const { reason, state, usage, runway, escrowWei } = lease
      print(cli, { reason, state, usage, runway, escrowWei }, () => describeLeaseWhy(lease))
    })
}

function describeReason({ code, sentence, nextStep }: Reason): string {
  return [`${sentence} [${code}]`, ...(nextStep === null ? [] : [`    ${nextStep}`])].join('\n')
}

function describeLeaseWhy({ reason, usage, runway, escrowWei }: Lease): string {
  const { dueUnits, vouchedUnits, redeemedUnits } = usage
  return [
    describeReason(reason),
    runway.says,
    `${dueUnits} units are due, ${vouchedUnits} are signed for, ${redeemedUnits} were paid out; ${n3Of(escrowWei)} are in escrow`,
  ].join('\n')
}

function describeJobWhy({ job, attempts, slots, nodes }: JobWhy): string {
  const lines = [describeReason(job.reason), ...(job.detail === null ? [] : [`    ${job.detail}`])]
  for (const { fence, node, state, reason } of attempts) {
    lines.push(
      `attempt ${fence} on ${shortOf(node)}: ${state}${reason === null ? '' : `. ${reason.sentence}`}`,
    )
  }
  if (slots !== null) lines.push(`${slots.inUse} of ${slots.rented} slots of its lease are in use`)
  if (nodes.length > 0) {
    const rows = nodes.map(({ node, reason, need, have }) => [
      ...[shortOf(node), reason.sentence, need ?? '', have ?? ''],
    ])
    lines.push(tableOf(['node', 'could take it now', 'needs', 'has'], rows))
  }
  return lines.join('\n')
}
