import type { RouterOutputs } from '@network3/api/types'
import { Address } from '@network3/ui/address'
import { Amount } from '@network3/ui/amount'
import { Badge } from '@network3/ui/badge'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { EmptyState } from '@network3/ui/empty-state'
import { formatPercentDown } from '@network3/ui/format-percent'
import { Pager } from '@network3/ui/pager'
import { SectionHead } from '@network3/ui/section-head'
import { Link } from '../../shell/link.tsx'
import { listPages, type ProfileQuery } from './profile-query.ts'

type Page = RouterOutputs['operators']['findStakers']

/** Who has staked on this operator, and what it is worth now. */
export function StakersTable({ address, query, page }: { address: string; query: ProfileQuery; page: Page }) {
  return (
    <section aria-labelledby="stakers">
      <SectionHead id="stakers" title="Stakers" note="worth at the last indexed block" />
      {page.items.length === 0 ? (
        <EmptyState title="Nobody has staked yet">The first stake opens the pool.</EmptyState>
      ) : (
        <DataTable label="Stakers">
          <thead>
            <tr>
              <HeadCell>Staker</HeadCell>
              <HeadCell isNumber>Stake, N3</HeadCell>
              <HeadCell isNumber>Of pool</HeadCell>
            </tr>
          </thead>
          <tbody>
            {page.items.map((row) => (
              <tr key={row.staker}>
                <Cell>
                  <span className="inline-flex items-center gap-2.5">
                    <Address value={row.staker} withIdenticon />
                    {row.isOperator && <Badge>operator</Badge>}
                  </span>
                </Cell>
                <Cell isNumber>
                  <Amount wei={row.valueWei} />
                </Cell>
                <Cell isNumber>{formatPercentDown(row.poolShareBps)}</Cell>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      <Pager
        label="Pages of stakers"
        component={Link}
        {...listPages(address, query, 'stakers', page.nextCursor)}
      />
    </section>
  )
}
