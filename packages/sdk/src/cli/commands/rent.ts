import { Command } from 'commander'
import type { Quote } from '../../renting/market-answers.ts'
import { createMarketClient } from '../../renting/market-client.ts'
import { requireFull } from '../../renting/quote-for.ts'
import type { Rented } from '../../renting/rent.ts'
import { confirm } from '../confirm.ts'
import { type Cli, type CommonFlags, openCli, withCommon } from '../context.ts'
import { n3Of, print } from '../output.ts'
import { say } from '../terminal.ts'
import { quoteWanted, type WantFlags, withKind, withWant } from '../want-options.ts'
import { describeLeases } from './leases.ts'
import { describeQuote } from './quote.ts'

type RentFlags = CommonFlags & WantFlags & { quote?: string; yes?: true; partial?: true }

/** `n3 rent`: one transaction, one lease per operator, usable at once. */
export function rentCommand(): Command {
  return withCommon(withKind(withWant(new Command('rent'))))
    .description('rent it: priced, signed and paid in one transaction')
    .option('--quote <id>', 'what `n3 quote` priced, while it holds')
    .option('-y, --yes', 'pay without being asked; a --budget says so too')
    .action(async (flags: RentFlags) => {
      const cli = openCli(flags)
      const renter = await cli.renter()
      const quote =
        flags.quote === undefined
          ? await quoteWanted(renter, flags)
          : await createMarketClient(await cli.site()).getQuote(flags.quote)
      const rented = await payQuote(cli, quote, flags)
      print(cli, rented, () => describeLeases(rented.leases, Date.now()))
    })
}

/** Shows what is to be paid, has it agreed to, and pays. */
export async function payQuote(
  cli: Cli,
  quote: Quote,
  { yes, budget, partial }: { yes?: true; budget?: bigint; partial?: true },
): Promise<Rented> {
  if (partial !== true) requireFull(quote)
  if (!cli.isJson) say(describeQuote(quote))
  if (yes !== true && budget === undefined) {
    await confirm(`Pay ${n3Of(quote.totalWei)}?`, 'give --budget or --yes')
  }
  const renter = await cli.renter()
  const rented = await renter.rent(quote, {
    onStep: (step, says) => {
      if (step === 'prepared') for (const line of says) say(line)
      else if (step === 'sent') say(`sent as ${says[0]}`)
    },
  })
  const ids = rented.leases.map(({ leaseId }) => leaseId).join(', ')
  say(`rented: lease ${ids}; its session key is kept in ${cli.env.home}`)
  say('When you are done, `n3 close` gives slots back and fetches what was not used.')
  return rented
}
