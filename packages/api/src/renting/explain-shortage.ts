import { AppError } from '@network3/core/app-error'
import type { OfferKind } from '@network3/core/lease-state'
import {
  type Dimension,
  judgeOffer,
  type Requirements,
  type Shortfall,
} from '@network3/core/market/judge-offer'
import type { MarketOffer } from '@network3/core/market/market-offer'

export type Alternative = { dimension: Dimension; offers: number; have: string; sentence: string }

/** What would fit if one dimension alone were wider, most offers first; `offers` cheapest first. */
export function findAlternatives(offers: readonly MarketOffer[], requirements: Requirements): Alternative[] {
  const only = offers.flatMap((offer) => {
    const failed = judgeOffer(offer, requirements)
    return failed.length === 1 ? failed : []
  })
  return countDimensions(only).map(({ dimension, offers, first }) => ({
    ...{ dimension, offers, have: first.have },
    sentence: `${plural(offers)} would fit but for this. ${first.sentence}`,
  }))
}

/** Why nothing fits, by the dimension that keeps out most of what is offered. */
export function networkFull(
  kind: OfferKind,
  offers: readonly MarketOffer[],
  requirements: Requirements,
): AppError {
  if (offers.length === 0) {
    return new AppError('NETWORK_FULL', `Nobody offers ${kind} at the moment.`, {
      details: { dimension: 'kind', need: kind, have: '', offers: 0 },
    })
  }
  const [nearest] = findAlternatives(offers, requirements)
  const judged = offers.map((offer) => judgeOffer(offer, requirements))
  const dimensions = countDimensions(judged.flat())
  const worst = dimensions.find(({ dimension }) => dimension === nearest?.dimension) ?? dimensions[0]
  if (worst === undefined) {
    return new AppError(
      'NETWORK_FULL',
      `None of the ${offers.length} offers of ${kind} has room for this at once.`,
      {
        details: { dimension: 'slots', need: '', have: '', offers: offers.length },
      },
    )
  }
  const { dimension, first } = worst
  return new AppError(
    'NETWORK_FULL',
    `Of ${plural(offers.length)} of ${kind}, ${worst.offers} fail by ${wordOf[dimension]}; the cheapest of them: ${first.sentence}`,
    { details: { dimension, need: first.need, have: first.have, offers: offers.length } },
  )
}

const wordOf: Record<Dimension, string> = {
  kind: 'their kind',
  price: 'their price',
  slots: 'the slots free',
  units: 'the units left',
  duration: 'how long a lease runs',
  country: 'the country',
  verified: 'whether they are verified',
  online: 'whether they are online',
  runs: 'the jobs that their verified nodes run',
  stake: 'their stake',
  nodes: 'their number of nodes',
  operator: 'their operator',
  state: 'being taken',
  minimum: 'the least that has to be taken',
  query: 'the query',
}

function countDimensions(failed: readonly Shortfall[]) {
  const counts = new Map<Dimension, { dimension: Dimension; offers: number; first: Shortfall }>()
  for (const shortfall of failed) {
    const { dimension } = shortfall
    const known = counts.get(dimension)
    if (known === undefined) counts.set(dimension, { dimension, offers: 1, first: shortfall })
    else known.offers++
  }
  return [...counts.values()].toSorted((a, b) => b.offers - a.offers)
}

function plural(count: number): string {
  return count === 1 ? '1 offer' : `${count} offers`
}
