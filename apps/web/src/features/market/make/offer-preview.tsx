import { unitOfKind } from '@network3/core/lease-state'
import { Address } from '@network3/ui/address'
import { Amount } from '@network3/ui/amount'
import { FactList } from '@network3/ui/fact-list'
import { unitsOf } from '../../leases/lease-words.ts'
import { formatDuration } from '../../staking/format-duration.ts'
import type { Terms } from './read-terms.ts'

/** The offer as renters will read it, term by term what is signed. */
export function OfferPreview({
  terms,
  operator,
}: {
  terms: Terms | undefined
  operator: string | undefined
}) {
  return (
    <section aria-labelledby="preview">
      <h2 id="preview" className="mb-3 text-lg">
        As renters will see it
      </h2>
      {terms === undefined ? (
        <p className="border-line border-y border-t-line-strong py-5 text-ink-2 text-md">
          It shows here once every field can be read.
        </p>
      ) : (
        <FactList
          facts={[
            {
              label: terms.kind,
              value: (
                <>
                  <Amount wei={terms.pricePerUnitWei} digits={6} className="font-semibold" />{' '}
                  <span className="text-ink-3">N3 a {unitOfKind[terms.kind]}</span>
                </>
              ),
            },
            {
              label: 'Operator',
              value:
                operator === undefined ? 'the wallet that signs' : <Address value={operator} withIdenticon />,
            },
            { label: 'Slots free', value: `${terms.slots} of ${terms.slots}` },
            { label: 'Units left', value: unitsOf(terms.maxUnits, unitOfKind[terms.kind]) },
            {
              label: 'Due of a slot even if unused',
              value: unitsOf(terms.minUnits, unitOfKind[terms.kind]),
              note: (
                <>
                  <Amount wei={terms.minUnits * terms.pricePerUnitWei} digits={6} unit="N3" />, unless you
                  close the lease yourself.
                </>
              ),
            },
            { label: 'Longest lease', value: formatDuration(terms.maxDurationSeconds) },
            { label: 'Good for', value: formatDuration(terms.validSeconds) },
            {
              label: 'All of it, sold',
              value: <Amount wei={terms.maxUnits * terms.pricePerUnitWei} unit="N3" />,
            },
          ]}
        />
      )}
    </section>
  )
}
