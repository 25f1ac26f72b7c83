import { Address } from '@network3/ui/address'
import { Amount } from '@network3/ui/amount'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { paths } from '../../../paths.ts'
import { Link } from '../../../shell/link.tsx'
import { formatDuration } from '../../staking/format-duration.ts'
import type { Quote } from './use-quote.ts'

/** What a basket is put together from: one lease a line, cheapest first. */
export function QuoteLines({ quote }: { quote: Quote }) {
  return (
    <DataTable label="Leases of this quote">
      <thead>
        <tr>
          <HeadCell>Operator</HeadCell>
          <HeadCell isNumber>Slots</HeadCell>
          <HeadCell isNumber>{quote.unit === 'MiB' ? 'MiB' : `${quote.unit}s`}</HeadCell>
          <HeadCell isNumber hideBelow="md">
            N3 a unit
          </HeadCell>
          <HeadCell isNumber hideBelow="xl">
            Runs
          </HeadCell>
          <HeadCell isNumber>N3</HeadCell>
        </tr>
      </thead>
      <tbody>
        {quote.lines.map((line) => (
          <tr key={line.offerId}>
            <Cell>
              <Address
                value={line.operator}
                withIdenticon
                href={paths.offer(line.offerId)}
                component={Link}
              />
            </Cell>
            <Cell isNumber>{line.slots}</Cell>
            <Cell isNumber>{BigInt(line.units).toLocaleString('en-US')}</Cell>
            <Cell isNumber hideBelow="md">
              <Amount wei={line.pricePerUnitWei} digits={6} />
            </Cell>
            <Cell isNumber hideBelow="xl">
              {formatDuration(line.durationSeconds)}
            </Cell>
            <Cell isNumber className="font-semibold">
              <Amount wei={line.amountWei} digits={6} />
            </Cell>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
