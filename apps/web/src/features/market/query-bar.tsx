import { queryFieldNames, queryFields } from '@network3/core/market/query-fields'
import { Button } from '@network3/ui/button'
import { Disclosure } from '@network3/ui/disclosure'
import { Field } from '@network3/ui/field'
import { Input } from '@network3/ui/input'
import { LinkButton } from '@network3/ui/link-button'
import Form from 'next/form'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { marketHref, markFault } from './market-query.ts'

type QueryFault = { at: number; length: number; message: string }

/** The query: a plain form whose answer is a URL, with or without JavaScript. */
export function QueryBar({ query, fault }: { query: string; fault: QueryFault | null }) {
  return (
    <div className="grid gap-3 pb-5">
      <Form
        key={query}
        action={paths.market}
        scroll={false}
        role="search"
        aria-label="Find offers"
        className="grid grid-cols-[1fr_auto] items-start gap-3"
      >
        <Field label="Query" error={fault?.message}>
          {(control) => (
            <Input
              {...control}
              isMono
              name="q"
              type="search"
              defaultValue={query}
              placeholder="kind = compute and price < 0.25 and country in (DE, FR) order by price"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          )}
        </Field>
        <div className="flex gap-2 pt-6">
          <Button type="submit" variant="ink">
            Find
          </Button>
          {query !== '' && (
            <LinkButton
              variant="quiet"
              component={Link}
              href={marketHref({ q: '' })}
              className="max-md:hidden"
            >
              Show all
            </LinkButton>
          )}
        </div>
      </Form>
      {fault && <FaultPointer query={query} fault={fault} />}
      <Disclosure summary="What can be asked">
        <dl className="grid gap-x-10 pb-2 text-md sm:grid-cols-2">
          {queryFieldNames.map((name) => (
            <div key={name} className="flex items-baseline justify-between gap-4 border-line border-b py-1.5">
              <dt className="font-mono text-sm">{name}</dt>
              <dd className="text-right text-ink-2">{queryFields[name].says}</dd>
            </div>
          ))}
        </dl>
        <p className="max-w-[80ch] text-ink-2 text-md">
          Compare with = != &lt; &lt;= &gt; &gt;= or <code>in (…)</code>; join with <code>and</code>,{' '}
          <code>or</code>, <code>not</code> and parentheses; end with <code>order by price</code>, slots,
          units, duration or stake, <code>asc</code> or <code>desc</code>.
        </p>
      </Disclosure>
    </div>
  )
}

/** The query once more, with the characters that cannot be read underlined. */
function FaultPointer({ query, fault }: { query: string; fault: QueryFault }) {
  const { before, marked, after } = markFault(query, fault)
  return (
    <p className="rounded-sm bg-sunken px-2.5 py-1.5">
      <code className="whitespace-pre-wrap break-all text-md">
        {before}
        <mark className="bg-transparent text-bad underline decoration-2 decoration-wavy underline-offset-4">
          {marked}
        </mark>
        {after}
      </code>
    </p>
  )
}
