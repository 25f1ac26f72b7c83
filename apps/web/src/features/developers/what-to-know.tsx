import { type Fact, FactList } from '@network3/ui/fact-list'
import { LinkButton } from '@network3/ui/link-button'
import { SectionHead } from '@network3/ui/section-head'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'

const facts: Fact[] = [
  {
    label: 'Who may',
    value: 'signatures',
    note: 'A wallet pays; the key a lease names signs its jobs and vouchers. An API key is an addition for programs: own limits, a spend cap a day, usage, webhooks.',
  },
  {
    label: 'Base',
    value: '/api/v1',
    note: 'REST and tRPC from one set of schemas. Amounts are decimal strings of wei, times are ISO 8601.',
  },
  {
    label: 'Key',
    value: 'Authorization: Bearer n3_live_…',
    note: 'Never in a URL: one that comes in a URL is refused.',
  },
  {
    label: 'Errors',
    value: 'application/problem+json',
    note: 'RFC 9457: a stable code, what happened, what to do, and need and have where there are figures.',
  },
  {
    label: 'Sent twice',
    value: 'Idempotency-Key',
    note: 'The same key and body is the same answer. Jobs have a key of their own: requestKey, once per lease.',
  },
  {
    label: 'Limits',
    value: 'RateLimit-Limit, -Remaining, -Reset',
    note: 'By key, by session, or by network without either. 429 says when to come back.',
  },
  {
    label: 'Lists',
    value: 'limit, cursor → nextCursor',
    note: 'Keyset pages: rows may arrive while one reads.',
  },
  { label: 'Asked about', value: 'x-request-id', note: 'In every answer; name it when something is wrong.' },
]

/** What every call has in common, and where the rest stands. */
export function WhatToKnow() {
  return (
    <section aria-labelledby="conventions">
      <SectionHead id="conventions" title="What every call has in common" />
      <FactList facts={facts} />
      <div className="flex flex-wrap gap-2 pt-5">
        <LinkButton component={Link} href={paths.apiReference}>
          API reference
        </LinkButton>
        <LinkButton href={paths.openApi}>OpenAPI 3.1</LinkButton>
        <LinkButton component={Link} href={paths.market}>
          Rent on the page
        </LinkButton>
      </div>
    </section>
  )
}
