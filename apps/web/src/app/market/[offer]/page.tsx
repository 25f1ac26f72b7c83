import { formatWei } from '@network3/core/units'
import { PageHead } from '@network3/ui/page-head'
import { ReasonBar } from '@network3/ui/reason-bar'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getOfferRecipe } from '../../../features/developers/recipes.ts'
import { SameByProgram } from '../../../features/developers/same-by-program.tsx'
import { OfferFacts } from '../../../features/market/offer-facts.tsx'
import { RentSlot } from '../../../features/market/rent/rent-slot.tsx'
import { SignedTerms } from '../../../features/market/signed-terms.tsx'
import { paths } from '../../../paths.ts'
import { Link } from '../../../shell/link.tsx'
import { LiveRefresh } from '../../../shell/live-refresh.tsx'
import { ReadError } from '../../../shell/read-error.tsx'
import { getApi } from '../../../trpc/server.ts'
import { isMissing, tryRead } from '../../../trpc/try-read.ts'

type OfferPageProps = { params: Promise<{ offer: string }> }

export async function generateMetadata({ params }: OfferPageProps): Promise<Metadata> {
  return { title: `Offer ${(await params).offer.slice(0, 10)}…` }
}

export default async function OfferPage({ params }: OfferPageProps) {
  const offerId = (await params).offer
  if (!/^0x[0-9a-fA-F]{64}$/.test(offerId)) notFound()
  const { data: offer, failure } = await tryRead(getApi().offers.get({ offerId }))
  if (offer === undefined) {
    if (isMissing(failure)) notFound()
    return <ReadError title="This offer cannot be read now" {...failure} />
  }
  const isOpen = offer.reason.code === 'OFFER_OPEN'
  return (
    <>
      <PageHead
        title={`${offer.kind.charAt(0).toUpperCase()}${offer.kind.slice(1)}, by the ${offer.unit}`}
        back={<Link href={paths.market}>← The market</Link>}
      >
        <p>
          Terms one operator signed. They cost nothing to list, and the contract holds both sides to them.
        </p>
      </PageHead>
      <ReasonBar
        className="mb-8"
        tone={isOpen ? 'signal' : 'warn'}
        code={offer.reason.code}
        sentence={[offer.reason.sentence, offer.reason.nextStep].filter(Boolean).join(' ')}
      />
      {isOpen && (
        <RentSlot
          label="Rent this"
          from="this operator’s offers at this price"
          query={`operator = ${offer.operator} and price = ${formatWei(BigInt(offer.pricePerUnitWei))}`}
          kind={offer.kind}
          longestSeconds={offer.maxDurationSeconds}
        />
      )}
      <div className="grid gap-x-16 gap-y-11 lg:grid-cols-2">
        <OfferFacts offer={offer} />
        <SignedTerms offer={offer} />
      </div>
      <SameByProgram recipe={getOfferRecipe(offer.offerId)} className="mt-8" />
      <LiveRefresh />
    </>
  )
}
