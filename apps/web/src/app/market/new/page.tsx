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
      <PageHead title="Make an offer" back={<Link href={paths.market}>← The market</Link>}>
        <p>
          An offer is a signature: it costs no gas, and the contract holds both sides to its terms. Your
          wallet needs a registered node that lends the kind, and the minimum self-stake for it to be taken.
        </p>
      </PageHead>
      <OfferMaker />
    </>
  )
}
