import { CopyButton } from '@network3/ui/copy-button'
import { SectionHead } from '@network3/ui/section-head'
import type { SignedOffer } from './offer-facts.tsx'

/** The offer as a program takes it: the terms that were signed, and the signature. */
export function SignedTerms({ offer }: { offer: SignedOffer }) {
  const { operator, kind, specHash, slots, nonce, signature, offerId } = offer
  const signed = JSON.stringify(
    {
      ...{ offerId, operator, kind, specHash, pricePerUnitWei: offer.pricePerUnitWei, slots },
      ...{ minUnits: offer.minUnits, maxUnits: offer.maxUnits, maxDurationSeconds: offer.maxDurationSeconds },
      ...{ validUntil: Date.parse(offer.validUntil) / 1000, nonce, signature },
    },
    undefined,
    2,
  )
  return (
    <section aria-labelledby="signed">
      <SectionHead id="signed" title="As signed" note="EIP-712">
        <CopyButton text={signed} label="Copy the signed offer" />
      </SectionHead>
      <pre className="whitespace-pre-wrap break-all rounded border border-line bg-sunken p-4 text-sm leading-[1.55]">
        <code>{signed}</code>
      </pre>
      <p className="pt-3 text-ink-2 text-md">
        A program opens a lease with it: <code>LeaseMarket.open</code> takes these terms, the signature, slots
        and units. Its id is the digest that was signed, so that neither this site nor anyone can change a
        term.
      </p>
    </section>
  )
}
