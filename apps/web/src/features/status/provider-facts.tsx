import type { RouterOutputs } from '@network3/api/types'
import { type Fact, FactList } from '@network3/ui/fact-list'
import { Instant } from '@network3/ui/instant'
import { SectionHead } from '@network3/ui/section-head'

type Status = RouterOutputs['status']['get']

const words: Record<Status['providers'][number]['state'], string> = {
  live: 'live',
  stale: 'far behind the others',
  silent: 'does not answer',
}

/** The nodes the chain is read from, and what was compared again after it was indexed. */
export function ProviderFacts({ status }: { status: Status }) {
  const { providers, checks } = status
  const rule =
    providers.length > 1
      ? 'Two must agree about a block before it is indexed.'
      : 'Every block is proven by the root of its receipts.'
  const nodes: Fact[] = providers.map(({ name, state, headNumber, heardAt }) => ({
    label: name,
    value: `${words[state]}${headNumber === null ? '' : ` · block ${headNumber.toLocaleString('en-US')}`}`,
    note: heardAt === null ? 'not heard of yet' : <Instant at={heardAt} />,
  }))
  const audit = checks?.audit
  return (
    <section aria-labelledby="providers">
      <SectionHead id="providers" title="Where the chain is read" note={rule} />
      <FactList
        facts={[
          ...nodes,
          {
            label: 'Read again when final',
            value: checks ? `to block ${checks.verifiedNumber.toLocaleString('en-US')}` : '–',
            note: 'A second look, after whatever reorgs there were.',
          },
          {
            label: 'Sums against the contracts',
            value: audit ? `${audit.differences.toLocaleString('en-US')} differences` : 'not compared yet',
            note: audit
              ? (audit.detail ??
                `${audit.compared.toLocaleString('en-US')} compared at block ${audit.blockNumber.toLocaleString('en-US')}.`)
              : 'Compared hourly, at one block.',
          },
        ]}
      />
    </section>
  )
}
