import { offerKinds } from '@network3/core/lease-state'
import { Command, Option } from 'commander'
import type { Offer } from '../../renting/market-answers.ts'
import { createMarketClient, type MarketClient, type RentSpec } from '../../renting/market-client.ts'
import { type CommonFlags, openCli, withCommon } from '../context.ts'
import { n3Of, print, tableOf } from '../output.ts'
import { parseCount } from '../parse-option.ts'
import { say } from '../terminal.ts'

type OffersFlags = CommonFlags & { limit: number; cursor?: string; screen?: RentSpec['kind'] }

/** `n3 offers`: what the market has now. */
export function offersCommand(): Command {
  return withCommon(new Command('offers'))
    .description('offers that can be taken now')
    .argument(
      '[query]',
      'such as: kind = compute and price < 0.25 and country in (DE, FR) order by price',
      '',
    )
    .option('--limit <n>', 'how many, up to 100', parseCount, 20)
    .option('--cursor <cursor>', 'where the page before ended')
    .addOption(
      new Option(
        '--screen <kind>',
        'every offer of a kind: whether it fits the query, or all it fails by',
      ).choices(offerKinds),
    )
    .action(async (query: string, flags: OffersFlags) => {
      const cli = openCli(flags)
      const { limit, cursor, screen } = flags
      const market = createMarketClient(await cli.site())
      if (screen !== undefined) {
        const spec = { kind: screen, ...(query === '' ? {} : { query }) }
        const screened = await market.screen(spec, { limit, cursor })
        print(cli, screened, () => describeScreening(screened.items))
        return
      }
      const found = await market.find(query, { limit, cursor })
      print(cli, found, () => describeOffers(found.items))
      if (found.nextCursor !== null && !cli.isJson) say(`There is more: --cursor ${found.nextCursor}`)
    })
}

function describeScreening(items: Awaited<ReturnType<MarketClient['screen']>>['items']): string {
  if (items.length === 0) return 'Nobody offers this kind at the moment.'
  const rows = items.flatMap(({ offerId, isMatch, failed }) =>
    isMatch
      ? [[offerId, 'fits', '', '']]
      : failed.map(({ sentence, need, have }, index) => [index === 0 ? offerId : '', sentence, need, have]),
  )
  return tableOf(['offer', 'why', 'needs', 'has'], rows)
}

export function describeOffers(offers: readonly Offer[]): string {
  if (offers.length === 0)
    return 'No offer fits. `n3 why` says of one offer why not; a wider query finds more.'
  return tableOf(
    ['kind', 'price', 'per', 'slots', 'units left', 'longest', 'nodes', 'where', 'offer'],
    offers.map((offer) => [
      ...[offer.kind, n3Of(offer.pricePerUnitWei), offer.unit, `${offer.freeSlots}/${offer.slots}`],
      ...[offer.leftUnits, `${offer.maxDurationSeconds} s`, nodesOf(offer), offer.countries.join(' ')],
      offer.offerId,
    ]),
  )
}

function nodesOf({ nodes }: Offer): string {
  return `${nodes.verified} verified, ${nodes.online} online of ${nodes.registered}`
}
