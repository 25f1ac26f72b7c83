import { Command } from 'commander'
import { type CommonFlags, openCli, withCommon } from '../context.ts'
import { print } from '../output.ts'
import { parseLeaseId } from '../parse-option.ts'

/** `n3 close`: ends a lease; what was not used comes back. */
export function closeCommand(): Command {
  return withCommon(new Command('close'))
    .description('close a lease; once its thaw is over the same command fetches what was not used')
    .argument('<lease>', 'its number', parseLeaseId)
    .action(async (leaseId: bigint, flags: CommonFlags) => {
      const cli = openCli(flags)
      const { leases } = await cli.renter()
      const { txHash, did } = await leases.close(leaseId)
      const says =
        did === 'closed'
          ? `Lease ${leaseId} is closed; after its thaw the network settles it, or \`n3 close ${leaseId}\`, and its slots are free.`
          : `Lease ${leaseId} is settled: what was not used is back in the renter’s wallet.`
      print(cli, { leaseId: String(leaseId), did, txHash }, () => `${says} (${txHash})`)
    })
}
