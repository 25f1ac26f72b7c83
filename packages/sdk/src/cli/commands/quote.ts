import { Command } from 'commander'
import type { Quote } from '../../renting/market-answers.ts'
import { createQuoter } from '../../renting/quote-for.ts'
import { type CommonFlags, openCli, withCommon } from '../context.ts'
import { n3Of, print, shortOf, tableOf, untilText } from '../output.ts'
import { quoteWanted, type WantFlags, withKind, withWant } from '../want-options.ts'

/** `n3 quote`: what it would cost; the price holds for a minute. */
export function quoteCommand(): Command {
  return withCommon(withKind(withWant(new Command('quote'))))
    .description('price it, from the cheapest offers that fit; nothing is paid')
    .action(async (flags: CommonFlags & WantFlags) => {
      const cli = openCli(flags)
      const quote = await quoteWanted(createQuoter(await cli.site()), flags)
      print(cli, quote, () => describeQuote(quote))
    })
}

export function describeQuote(quote: Quote): string {
  const rows = quote.lines.map((line) => [
    ...[shortOf(line.operator), String(line.slots), line.units, n3Of(line.pricePerUnitWei)],
    ...[n3Of(line.amountWei), `${line.durationSeconds} s`, line.offerId],
  ])
  const missing =
    quote.unfilled === '0' ? [] : [`${quote.reason.sentence} ${quote.unfilled} units are missing.`]
  return [
    tableOf(['operator', 'slots', `${quote.unit}s`, 'a unit', 'amount', 'for', 'offer'], rows),
    `${n3Of(quote.totalWei)} in all; quote ${quote.quoteId} ${heldText(quote.expiresAt)}.`,
    ...missing,
  ].join('\n')
}

function heldText(expiresAt: string): string {
  const left = untilText(expiresAt, Date.now())
  return left === 'over' ? 'is past' : `holds for ${left}`
}
