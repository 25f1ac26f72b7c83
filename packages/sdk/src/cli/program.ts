import { Command } from 'commander'

const EXIT_CODES = `
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 your key, 4 not opened, 5 a recipient’s key, 6 a service, 7 the market,
8 a job, 9 the wallet, 10 access, 11 not there or changed meanwhile.`

type Load = (program: () => Command) => Promise<Command>

/** Each command is loaded when it is asked for: what seals a file need not wait for what rents. */
const groups: Record<string, Record<string, Load>> = {
  'Rent and run:': {
    wallet: async () => (await import('./commands/wallet.ts')).walletCommand(),
    offers: async () => (await import('./commands/offers.ts')).offersCommand(),
    quote: async () => (await import('./commands/quote.ts')).quoteCommand(),
    rent: async () => (await import('./commands/rent.ts')).rentCommand(),
    run: async () => (await import('./commands/run.ts')).runCommand(),
  },
  'What is yours:': {
    leases: async () => (await import('./commands/leases.ts')).leasesCommand(),
    close: async () => (await import('./commands/close.ts')).closeCommand(),
    jobs: async () => (await import('./commands/jobs.ts')).jobsCommand(),
    logs: async () => (await import('./commands/logs.ts')).logsCommand(),
    why: async () => (await import('./commands/why.ts')).whyCommand(),
  },
  'Access:': {
    login: async () => (await import('./commands/login.ts')).loginCommand(),
    logout: async () => (await import('./commands/login.ts')).logoutCommand(),
    'api-keys': async () => (await import('./commands/api-keys.ts')).apiKeysCommand(),
    webhooks: async () => (await import('./commands/webhooks.ts')).webhooksCommand(),
  },
  'Sealing:': {
    keys: async () => (await import('./commands/keys.ts')).keysCommand(),
    seal: async () => (await import('./commands/seal.ts')).sealCommand(),
    open: async () => (await import('./commands/open.ts')).openCommand(),
    voucher: async () => (await import('./commands/voucher.ts')).voucherCommand(),
  },
  'Lend:': {
    offer: async () => (await import('./commands/offer.ts')).offerCommand(),
    redeem: async () => (await import('./commands/redeem.ts')).redeemCommand(),
  },
  'Programs:': {
    serve: async () => (await import('./commands/serve.ts')).serveCommand(),
    completions: async (program) => (await import('./commands/completions.ts')).completionsCommand(program),
  },
}

/**
 * n3 with the one command these arguments begin with, or with all of them: for help, for what is no command, and where
 * `wanted` is left out. Commands throw instead of exiting.
 */
export async function createProgram(wanted?: string): Promise<Command> {
  const program = new Command('n3')
    .description('Network3 from the command line.')
    .addHelpText('after', EXIT_CODES)
  const all = Object.values(groups).flatMap((group) => Object.keys(group))
  // Completions are made from all there is.
  const isOne = wanted !== undefined && wanted !== 'completions' && all.includes(wanted)
  for (const [heading, group] of Object.entries(groups)) {
    program.commandsGroup(heading)
    for (const [name, load] of Object.entries(group)) {
      if (!isOne || name === wanted) program.addCommand(await load(() => program))
    }
  }
  return throwing(program)
}

function throwing(command: Command): Command {
  command.exitOverride()
  for (const inner of command.commands) throwing(inner)
  return command
}
