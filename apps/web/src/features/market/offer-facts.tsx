import type { RouterOutputs } from '@network3/api/types'
import { countryName } from '@network3/core/countries'
import { Address } from '@network3/ui/address'
import { Amount } from '@network3/ui/amount'
import { FactList } from '@network3/ui/fact-list'
import { Instant } from '@network3/ui/instant'
import { SectionHead } from '@network3/ui/section-head'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { formatDuration } from '../staking/format-duration.ts'

export type SignedOffer = RouterOutputs['offers']['get']

const units = (count: string) => BigInt(count).toLocaleString('en-US')

/** What is offered, at which price, and who stands behind it. */
export function OfferFacts({ offer }: { offer: SignedOffer }) {
  const { nodes } = offer
  return (
    <section aria-labelledby="terms">
      <SectionHead id="terms" title="Terms" />
      <FactList
        facts={[
          { label: `Price of a ${offer.unit}, N3`, value: <Amount wei={offer.pricePerUnitWei} digits={6} /> },
          { label: 'Slots free', value: `${offer.freeSlots} of ${offer.slots}` },
          {
            label: 'Units left',
            value: `${units(offer.leftUnits)} of ${units(offer.maxUnits)}`,
            note: `At least ${units(offer.minUnits)} a slot, due even if unused: reserving is not free. They come back when the operator closes.`,
          },
          { label: 'Longest lease', value: formatDuration(offer.maxDurationSeconds) },
          { label: 'Good until, UTC', value: <Instant at={offer.validUntil} /> },
          {
            label: 'Operator',
            value: (
              <Address
                value={offer.operator}
                withIdenticon
                withCopy
                href={paths.operator(offer.operator)}
                component={Link}
              />
            ),
            note: (
              <>
                <Amount wei={offer.stakeWei} unit="N3" /> staked on it can be slashed for false work.
              </>
            ),
          },
          {
            label: `Its nodes that lend ${offer.kind}`,
            value: `${nodes.registered} registered, ${nodes.online} online, ${nodes.verified} verified`,
          },
          { label: 'Where, as stated', value: offer.countries.map(countryName).join(', ') || 'nowhere now' },
        ]}
      />
    </section>
  )
}
