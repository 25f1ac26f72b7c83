import { Meter } from '@network3/ui/meter'
import type { Batch } from './store-words.ts'

/** What is left of a batch, as a bar: amber for the last tenth. */
export function StockBar({ batch, className }: { batch: Batch; className?: string }) {
  const { available, supply, batchId, status } = batch
  const isUnused = status === 'closed' || available === 0
  const tone = isUnused ? 'none' : available * 10 <= supply ? 'warn' : 'signal'
  return (
    <Meter
      label={`Stock of batch ${batchId}`}
      value={available}
      maximum={supply}
      text={`${available.toLocaleString('en-US')} of ${supply.toLocaleString('en-US')} left`}
      tone={tone}
      {...(className && { className })}
    />
  )
}
