import { Command } from 'commander'
import { apiKeysCommand } from './commands/api-keys.ts'
import { closeCommand } from './commands/close.ts'
import { completionsCommand } from './commands/completions.ts'
import { jobsCommand } from './commands/jobs.ts'
import { keysCommand } from './commands/keys.ts'
import { leasesCommand } from './commands/leases.ts'
import { loginCommand, logoutCommand } from './commands/login.ts'
import { logsCommand } from './commands/logs.ts'
import { offerCommand } from './commands/offer.ts'
import { offersCommand } from './commands/offers.ts'
import { openCommand } from './commands/open.ts'
import { quoteCommand } from './commands/quote.ts'
import { redeemCommand } from './commands/redeem.ts'
import { rentCommand } from './commands/rent.ts'
import { runCommand } from './commands/run.ts'
import { sealCommand } from './commands/seal.ts'
import { serveCommand } from './commands/serve.ts'
import { voucherCommand } from './commands/voucher.ts'
import { walletCommand } from './commands/wallet.ts'
import { webhooksCommand } from './commands/webhooks.ts'
import { whyCommand } from './commands/why.ts'

const EXIT_CODES = `
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 your key, 4 not opened, 5 a recipient’s key, 6 a service, 7 the market,
8 a job, 9 the wallet, 10 access, 11 not there or changed meanwhile.`

/** The whole of n3, with every command below it told to throw instead of exiting. */
export function createProgram(): Command {
  const program = new Command('n3')
    .description('Network3 from the command line.')
    .addHelpText('after', EXIT_CODES)
  const groups: [string, Command[]][] = [
    ['Rent and run:', [walletCommand(), offersCommand(), quoteCommand(), rentCommand(), runCommand()]],
    ['What is yours:', [leasesCommand(), closeCommand(), jobsCommand(), logsCommand(), whyCommand()]],
    ['Access:', [loginCommand(), logoutCommand(), apiKeysCommand(), webhooksCommand()]],
    ['Sealing:', [keysCommand(), sealCommand(), openCommand(), voucherCommand()]],
    ['Lend:', [offerCommand(), redeemCommand()]],
    ['Programs:', [serveCommand(), completionsCommand(() => program)]],
  ]
  for (const [heading, commands] of groups) {
    program.commandsGroup(heading)
    for (const command of commands) program.addCommand(command)
  }
  return throwing(program)
}

function throwing(command: Command): Command {
  command.exitOverride()
  for (const inner of command.commands) throwing(inner)
  return command
}
