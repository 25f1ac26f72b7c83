import { Amount } from '@network3/ui/amount'
import { type ActivityEvent, describeEvent } from './describe-event.ts'

type EventAmountProps = {
  event: ActivityEvent & { amountWei: string | null }
  unit?: string
  className?: string
}

/** What an event moved; nothing for events that carry a total, or no amount. */
export function EventAmount({ event, ...look }: EventAmountProps) {
  if (event.amountWei === null || !describeEvent(event).hasAmount) return null
  return <Amount wei={event.amountWei} {...look} />
}
