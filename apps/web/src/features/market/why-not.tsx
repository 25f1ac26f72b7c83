import type { RouterOutputs } from '@network3/api/types'
import { Badge } from '@network3/ui/badge'
import { Button } from '@network3/ui/button'
import { Disclosure } from '@network3/ui/disclosure'
import { Field } from '@network3/ui/field'
import { Input } from '@network3/ui/input'
import { LinkButton } from '@network3/ui/link-button'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { type MarketUrl, marketHref } from './market-query.ts'

type Screened = RouterOutputs['offers']['screen']['items'][number]

type WhyNotProps = {
  url: MarketUrl
  /** The offers of the operator in the URL, judged by the query; undefined while none is asked about. */
  offers: readonly Screened[] | undefined
  kind: string
}

/** Why an operator is not in the list: each of its offers with everything it fails by. */
export function WhyNot({ url, offers, kind }: WhyNotProps) {
  return (
    <section aria-label="Why did an operator not match?" id="why" className="mt-11">
      <Disclosure summary="Why did an operator not match?" isOpen={offers !== undefined}>
        <form action={`${paths.market}#why`} method="get" className="flex max-w-[640px] items-end gap-2">
          <input type="hidden" name="q" value={url.q} />
          {url.compare.length > 0 && <input type="hidden" name="compare" value={url.compare.join(',')} />}
          <Field label={`Operator, screened by this query among ${kind}`} className="grow">
            {(control) => (
              <div className="flex gap-2">
                <Input
                  {...control}
                  isMono
                  name="why"
                  key={url.why}
                  defaultValue={url.why}
                  placeholder="0x…"
                  autoComplete="off"
                  spellCheck={false}
                  required
                  pattern="0x[0-9a-fA-F]{40}"
                  title="0x and 40 digits of hex"
                />
                <Button type="submit">Screen</Button>
                {url.why !== undefined && (
                  <LinkButton variant="quiet" component={Link} href={marketHref({ ...url, why: undefined })}>
                    Clear
                  </LinkButton>
                )}
              </div>
            )}
          </Field>
        </form>
        {offers?.length === 0 && (
          <p className="pt-4 text-ink-2 text-md">
            This operator has no standing offer of {kind}: none was signed, or all were withdrawn or are past.
          </p>
        )}
        {offers !== undefined && offers.length > 0 && (
          <ul className="mt-4 border-line-strong border-t">
            {offers.map((offer) => (
              <ScreenedOffer key={offer.offerId} offer={offer} />
            ))}
          </ul>
        )}
      </Disclosure>
    </section>
  )
}

function ScreenedOffer({ offer: { offerId, isMatch, failed } }: { offer: Screened }) {
  return (
    <li className="grid gap-x-8 gap-y-2 border-line border-b py-3 md:grid-cols-[220px_minmax(0,1fr)]">
      <div className="flex items-baseline gap-3">
        <Link href={paths.offer(offerId)} className="font-mono text-md underline underline-offset-4">
          {`${offerId.slice(0, 10)}…${offerId.slice(-4)}`}
        </Link>
        <Badge tone={isMatch ? 'signal' : 'warn'}>{isMatch ? 'matches' : 'no match'}</Badge>
      </div>
      {isMatch ? (
        <p className="text-ink-2 text-md">It is in the list.</p>
      ) : (
        <dl className="grid gap-2">
          {failed.map(({ dimension, code, need, have, sentence }) => (
            <div key={`${dimension}${code}`} className="grid gap-x-4 md:grid-cols-[170px_minmax(0,1fr)]">
              <dt className="font-medium font-mono text-md text-warn">{code}</dt>
              <dd className="text-ink-2 text-md" title={`needs ${need}, has ${have}`}>
                {sentence}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  )
}
