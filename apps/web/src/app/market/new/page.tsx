import { PageHead } from '@network3/ui/page-head'
import type { Metadata } from 'next'
import { OfferMaker } from '../../../features/market/make/offer-maker.tsx'
import { paths } from '../../../paths.ts'
import { Link } from '../../../shell/link.tsx'

export const metadata: Metadata = {
  title: 'Make an offer',
  description: 'Offer what your nodes have, with one signature and no gas.',
}

export default function NewOfferPage() {
  return (
    <>
      <p className="pt-6 text-md lg:pt-8">
        <Link href={paths.market} className="text-ink-2 hover:text-ink">
          ← The market
        </Link>
      </p>
      <PageHead title="Make an offer">
        <p>
          An offer is a signature: it costs no gas, and the contract holds both sides to its terms. Your
          wallet needs a registered node that lends the kind, and the minimum self-stake for it to be taken.
        </p>
      </PageHead>
      <OfferMaker />
    </>
  )
}
