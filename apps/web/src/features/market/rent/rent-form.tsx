'use client'

import { type OfferKind, offerKinds } from '@network3/core/lease-state'
import { Button } from '@network3/ui/button'
import { Field } from '@network3/ui/field'
import { Select } from '@network3/ui/select'
import { type FormEvent, useState } from 'react'
import { TrpcProvider } from '../../../trpc/provider.tsx'
import { ApiFailure } from '../../list/api-failure.tsx'
import { QuoteView } from './quote-view.tsx'
import { firstHours, readWant, type WantTexts } from './read-want.ts'
import { type JobKind, type RentAsk, useQuote } from './use-quote.ts'
import { WantFields } from './want-fields.tsx'

type RentFormProps = { query: string; kind: OfferKind | undefined; longestSeconds: number }

/** What is wanted, its price, and one prompt. Brings the API's client itself. */
export function RentForm(props: RentFormProps) {
  return (
    <TrpcProvider>
      <Form {...props} />
    </TrpcProvider>
  )
}

const nothing: WantTexts = { by: 'hours', nodes: 1, hours: '', units: '', budget: '' }

function Form({ query, kind: given, longestSeconds }: RentFormProps) {
  const [kind, setKind] = useState<OfferKind>(given ?? 'compute')
  const [runs, setRuns] = useState<JobKind | 'any'>('any')
  const [texts, setTexts] = useState({ ...nothing, hours: firstHours(longestSeconds) })
  const [isTried, setTried] = useState(false)
  const quote = useQuote()
  const { want, budgetWei, problems } = readWant(kind, texts)
  const ask: RentAsk | undefined = want && {
    kind,
    query,
    want,
    budgetWei,
    runs: kind === 'compute' && runs !== 'any' ? runs : undefined,
  }

  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (ask !== undefined) quote.mutate(ask)
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-16 gap-y-7 lg:grid-cols-[300px_minmax(0,1fr)]">
      <form onSubmit={onSubmit} aria-label="What to rent" className="grid content-start gap-4">
        {given === undefined && (
          <Field label="Kind">
            {(control) => (
              <Select
                {...control}
                value={kind}
                onChange={(event) => setKind(event.target.value as OfferKind)}
              >
                {offerKinds.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <WantFields kind={kind} texts={texts} problems={isTried ? problems : {}} onTexts={setTexts} />
        {kind === 'compute' && (
          <Field label="To run" hint="Of operators whose verified nodes run it now.">
            {(control) => (
              <Select
                {...control}
                value={runs}
                onChange={(event) => setRuns(event.target.value as JobKind | 'any')}
              >
                <option value="any">anything</option>
                <option value="onnx">ONNX models</option>
                <option value="wasm">WebAssembly programs</option>
              </Select>
            )}
          </Field>
        )}
        <Button type="submit" variant={quote.data === undefined ? 'signal' : 'line'} isBusy={quote.isPending}>
          {quote.data === undefined ? 'Get a price' : 'Price again'}
        </Button>
      </form>
      <div aria-live="polite" className="grid grid-cols-[minmax(0,1fr)] content-start gap-5">
        <ApiFailure error={quote.error} />
        {quote.data !== undefined && ask !== undefined && (
          <QuoteView
            key={quote.data.quoteId}
            quote={quote.data}
            ask={ask}
            isBusy={quote.isPending}
            onAgain={() => quote.mutate(ask)}
          />
        )}
        {quote.data === undefined && quote.error === null && (
          <p className="border-line border-b pb-5 text-ink-2 text-md">
            The cheapest offers that fit are put together, down to the last unit, and their price is held for
            a minute. Nothing is reserved and no wallet is asked until you rent.
          </p>
        )}
      </div>
    </div>
  )
}
