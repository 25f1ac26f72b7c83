'use client'

import { SkeletonRows } from '@network3/ui/skeleton'
import { useState } from 'react'
import { useWallet } from '../../../chain/use-wallet.ts'
import { TrpcProvider } from '../../../trpc/provider.tsx'
import { OfferPreview } from './offer-preview.tsx'
import { OwnOffers } from './own-offers.tsx'
import { readTerms, type TermTexts } from './read-terms.ts'
import { SignOffer } from './sign-offer.tsx'
import { TermFields } from './term-fields.tsx'

const first: TermTexts = {
  ...{ kind: 'compute', price: '', slots: '1', minUnits: '60' },
  ...{ maxUnits: '1000000', hours: '24', days: '30' },
}

/** Terms, how they will be read, one signature; and the offers that are out. */
export function OfferMaker() {
  const { address, status } = useWallet()
  const [texts, setTexts] = useState(first)
  const [isTried, setTried] = useState(false)
  const { terms, problems } = readTerms(texts)
  // A field that was never touched is not told off.
  const shown = isTried ? problems : withoutEmpty(problems, texts)
  return (
    <TrpcProvider>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-16 gap-y-9 lg:grid-cols-2">
        <form
          aria-label="Terms of the offer"
          onSubmit={(event) => event.preventDefault()}
          className="grid content-start gap-4"
        >
          <TermFields texts={texts} problems={shown} onTexts={setTexts} />
        </form>
        <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-6">
          <OfferPreview terms={terms} operator={address} />
          <SignOffer terms={terms} onTried={() => setTried(true)} />
        </div>
      </div>
      <div className="mt-11">
        {status === 'reconnecting' && address === undefined ? (
          <SkeletonRows rows={2} label="Asking the wallet" />
        ) : (
          <OwnOffers operator={address} />
        )}
      </div>
    </TrpcProvider>
  )
}

function withoutEmpty(problems: ReturnType<typeof readTerms>['problems'], texts: TermTexts) {
  const filled = Object.entries(problems).filter(([field]) => texts[field as keyof TermTexts].trim() !== '')
  return Object.fromEntries(filled)
}
