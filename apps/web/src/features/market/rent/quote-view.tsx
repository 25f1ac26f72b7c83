'use client'

import { Amount } from '@network3/ui/amount'
import { Button } from '@network3/ui/button'
import { ReasonBar } from '@network3/ui/reason-bar'
import { useState } from 'react'
import { rentRecipe } from '../../developers/recipes.ts'
import { SameByProgram } from '../../developers/same-by-program.tsx'
import { QuoteLines } from './quote-lines.tsx'
import { RentAction } from './rent-action.tsx'
import { RentSummary } from './rent-summary.tsx'
import { Rented } from './rented.tsx'
import { useCountdown } from './use-countdown.ts'
import type { Quote, RentAsk } from './use-quote.ts'

type QuoteViewProps = { quote: Quote; ask: RentAsk; isBusy: boolean; onAgain: () => void }

/** A quote line by line, how long its price holds, and the way to rent it. */
export function QuoteView({ quote, ask, isBusy, onAgain }: QuoteViewProps) {
  const left = useCountdown(quote)
  const [signer, setSigner] = useState<string>()
  if (signer !== undefined) return <Rented voucherSigner={signer} leases={quote.lines.length} />
  const isPast = left === 0
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <p className="text-xl">
          <Amount wei={quote.totalWei} digits={6} unit="N3" className="font-medium" />
          <span className="sr-only"> in all</span>
        </p>
        <p className="font-mono text-ink-2 text-md" role="timer" aria-live="off">
          {isPast ? 'the price is past' : `price held ${left} s`}
        </p>
      </div>
      <QuoteLines quote={quote} />
      {quote.reason.code !== 'QUOTE_FULL' && (
        <ReasonBar
          code={quote.reason.code}
          sentence={`${BigInt(quote.unfilled).toLocaleString('en-US')} ${quote.unit}s of what you asked for are not in it. ${quote.reason.sentence}`}
          why={
            quote.alternatives.length > 0 && (
              <ul className="grid gap-1.5">
                {quote.alternatives.map(({ dimension, sentence }) => (
                  <li key={dimension}>{sentence}</li>
                ))}
              </ul>
            )
          }
        />
      )}
      <RentSummary quote={quote} />
      {isPast ? (
        <Button variant="signal" className="justify-self-start" isBusy={isBusy} onClick={onAgain}>
          Price again
        </Button>
      ) : (
        <RentAction quote={quote} onSent={setSigner} />
      )}
      <SameByProgram recipe={rentRecipe(ask)} />
    </>
  )
}
