import type { RouterOutputs } from '@network3/api/types'
import { formatExact, formatFigureDown } from '@network3/ui/format-amount'
import { formatInstant } from '@network3/ui/format-time'
import { Gauge, GaugeRow } from '@network3/ui/gauge-row'
import { TransactionLink } from '../../chain/transactions/transaction-progress.tsx'
import { describeCounts } from './describe-counts.ts'

type OrderGaugesProps = { order: RouterOutputs['store']['getOrder']; explorerUrl: string | undefined }

/** An order in figures: what was paid, when and how far it is. */
export function OrderGauges({ order, explorerUrl }: OrderGaugesProps) {
  const { unitPriceWei, totalWei, orderedAt, quantity, counts, txHash } = order
  const total = BigInt(totalWei)
  const unit = BigInt(unitPriceWei)
  const [date, time] = formatInstant(orderedAt).split(' ')
  return (
    <GaugeRow>
      <Gauge label="Paid" note={`N3, ${quantity} × ${formatFigureDown(unit)}`} title={formatExact(total)}>
        {formatFigureDown(total)}
      </Gauge>
      <Gauge label="Devices" note={describeCounts(counts)}>
        {quantity}
      </Gauge>
      <Gauge label="Ordered" note={`${time} UTC`} title={formatInstant(orderedAt)}>
        {date}
      </Gauge>
      <Gauge label="Transaction" note={<TransactionLink hash={txHash} explorerUrl={explorerUrl} />}>
        {order.blockNumber.toLocaleString('en-US')}
        <span className="ml-2 text-ink-3 text-md">block</span>
      </Gauge>
    </GaugeRow>
  )
}
