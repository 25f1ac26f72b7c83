import { Command, Option } from 'commander'
import { createLeaseReader } from '../../renting/lease-client.ts'
import type { Lease } from '../../renting/market-answers.ts'
import { type CommonFlags, openCli, withCommon } from '../context.ts'
import { n3Of, print, shortOf, tableOf, untilText } from '../output.ts'
import { parseCount } from '../parse-option.ts'

type LeasesFlags = CommonFlags & {
  state: 'all' | 'active' | 'closed'
  operator?: string
  renter?: string
  limit: number
}

/** `n3 leases`: those you rent, or of whom you say. */
export function leasesCommand(): Command {
  return withCommon(new Command('leases'))
    .description('your leases, newest first')
    .addOption(
      new Option('--state <state>', 'which of them').choices(['all', 'active', 'closed']).default('active'),
    )
    .option('--operator <address>', 'those of an operator instead')
    .option('--renter <address>', 'those of another renter')
    .option('--limit <n>', 'how many, up to 100', parseCount, 20)
    .action(async (flags: LeasesFlags) => {
      const cli = openCli(flags)
      const { operator, state: filter, limit } = flags
      const renter = flags.renter ?? (operator === undefined ? await cli.address() : undefined)
      const found = await createLeaseReader(await cli.site()).find({ renter, operator, filter, limit })
      print(cli, found, () => describeLeases(found.items, Date.now()))
    })
}

export function describeLeases(leases: readonly Lease[], nowMs: number): string {
  if (leases.length === 0) return 'No leases. `n3 offers` shows what can be rented, `n3 rent` rents it.'
  return tableOf(
    [
      'lease',
      'kind',
      'state',
      'slots',
      'units',
      'signed for',
      'escrow',
      'time left',
      'slots free in',
      'operator',
    ],
    leases.map((lease) => [
      ...[lease.leaseId, lease.kind, lease.state, String(lease.slots), lease.units, lease.usage.vouchedUnits],
      ...[
        n3Of(lease.escrowWei),
        untilText(lease.expiresAt, nowMs),
        freeText(lease, nowMs),
        shortOf(lease.operator),
      ],
    ]),
  )
}

/** When anybody may settle it at the latest, which gives its slots back to the market. */
function freeText({ finalizableAt, leaseId }: Lease, nowMs: number): string {
  if (finalizableAt === null) return 'free'
  const left = untilText(finalizableAt, nowMs)
  return left === 'over' ? `n3 close ${leaseId}` : left
}
