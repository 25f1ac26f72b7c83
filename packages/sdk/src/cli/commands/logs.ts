import { Command } from 'commander'
import { type CommonFlags, openCli, withCommon } from '../context.ts'
import { clientOfJob } from '../own-leases.ts'

/** `n3 logs`: what a job wrote to its standard error; opened here. */
export function logsCommand(): Command {
  return withCommon(new Command('logs'))
    .description('what a job has written to its log')
    .argument('<job>', 'its id')
    .option('-f, --follow', 'go on until the job is over')
    .action(async (jobId: string, flags: CommonFlags & { follow?: true }) => {
      const client = await clientOfJob(openCli(flags), jobId)
      const pieces = flags.follow === true ? client.followLogs(jobId) : client.logs(jobId)
      for await (const text of pieces) {
        process.stdout.write(flags.json === true ? `${JSON.stringify({ text })}\n` : text)
      }
    })
}
