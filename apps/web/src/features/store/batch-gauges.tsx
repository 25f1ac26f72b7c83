import { formatExact, formatFigureDown } from '@network3/ui/format-amount'
import { formatInstant } from '@network3/ui/format-time'
import { Gauge, GaugeRow } from '@network3/ui/gauge-row'
import { ReasonBar } from '@network3/ui/reason-bar'
import { AllowanceSlot } from './allowance-slot.tsx'
import { StockBar } from './stock.tsx'
import { type Batch, batchStatusWords } from './store-words.ts'
import { WindowClock } from './window-clock.tsx'

/** One batch in figures: what it costs, what is left, how long, how many; and, when it cannot be bought, why. */
export function BatchGauges({ batch, now }: { batch: Batch; now: string }) {
  const price = BigInt(batch.unitPriceWei)
  return (
    <>
      <GaugeRow>
        <Gauge label="Price" note="N3 a device" title={formatExact(price)}>
          {formatFigureDown(price)}
        </Gauge>
        <Gauge
          label="In stock"
          note={
            <span className="grid gap-2">
              of {batch.supply.toLocaleString('en-US')} in this batch
              <StockBar batch={batch} className="max-w-[180px]" />
            </span>
          }
        >
          {batch.available.toLocaleString('en-US')}
        </Gauge>
        <WindowGauge batch={batch} now={now} />
        <Gauge label="A wallet may buy" note={<AllowanceSlot batchId={batch.batchId} />}>
          {batch.capPerWallet.toLocaleString('en-US')}
        </Gauge>
        <Gauge
          label="Bought so far"
          note={`${batch.counts.shipped + batch.counts.activated} shipped, ${batch.counts.activated} active`}
        >
          {batch.sold.toLocaleString('en-US')}
        </Gauge>
      </GaugeRow>
      {batch.status !== 'open' && (
        <ReasonBar
          className="mt-5"
          tone={batch.status === 'paused' ? 'warn' : 'line'}
          code={batch.reason.code}
          sentence={[batch.reason.sentence, batch.reason.nextStep].filter(Boolean).join(' ')}
        />
      )}
    </>
  )
}

function WindowGauge({ batch, now }: { batch: Batch; now: string }) {
  const nowMs = Date.parse(now)
  if (nowMs < Date.parse(batch.opensAt)) {
    return (
      <Gauge label="Opens in" note={formatInstant(batch.opensAt)}>
        <WindowClock until={batch.opensAt} now={now} />
      </Gauge>
    )
  }
  if (nowMs < Date.parse(batch.closesAt)) {
    return (
      <Gauge label="Closes in" note={formatInstant(batch.closesAt)}>
        <WindowClock until={batch.closesAt} now={now} />
      </Gauge>
    )
  }
  return (
    <Gauge label="Sale" note={formatInstant(batch.closesAt)}>
      {batchStatusWords.closed}
    </Gauge>
  )
}
