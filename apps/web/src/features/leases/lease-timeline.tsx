import { Amount } from '@network3/ui/amount'
import { Hash } from '@network3/ui/hash'
import { Instant } from '@network3/ui/instant'
import { SectionHead } from '@network3/ui/section-head'
import { Timeline, type TimelineStep } from '@network3/ui/timeline'
import { type LeaseView, unitsOf } from './lease-words.ts'

type LeaseEvent = LeaseView['events'][number]

const titles: Record<LeaseEvent['type'], string> = {
  opened: 'Opened',
  redeemed: 'Paid',
  closing: 'Closing',
  closed: 'Closed',
  'usage-lodged': 'Usage lodged by attestors',
  'usage-contested': 'Usage contested',
  'usage-settled': 'Usage settled',
}

/** Steps beyond these are folded: a lease in use is paid often. */
const SHOWN = 12

/** Every step of a lease with its reason, oldest first, and what comes next. */
export function LeaseTimeline({ lease }: { lease: LeaseView }) {
  const events = lease.events.toReversed()
  const shown = events.length > SHOWN ? [...events.slice(0, 1), ...events.slice(1 - SHOWN)] : events
  const steps = shown.map((event, index) => stepOf(event, lease, index === shown.length - 1))
  const next = nextStep(lease)
  return (
    <section aria-labelledby="steps">
      <SectionHead
        id="steps"
        title="What happened"
        note={
          shown.length < events.length
            ? `the first and the last ${SHOWN - 1} of ${events.length} steps`
            : 'with the reason of each'
        }
      />
      <div className="border-line-strong border-t pt-5">
        <Timeline label="Steps of the lease" steps={next === undefined ? steps : [...steps, next]} />
      </div>
    </section>
  )
}

function stepOf(event: LeaseEvent, { state, unit }: LeaseView, isLast: boolean): TimelineStep {
  const { id, type, reason, minedAt, txHash, units, amountWei } = event
  return {
    key: id,
    title: titles[type],
    state: isLast && state === 'closed' ? 'ended' : 'done',
    when: <Instant at={minedAt} />,
    children: (
      <>
        <p>{reason.sentence}</p>
        <p className="flex flex-wrap items-center gap-x-4 font-mono text-ink-3 text-sm">
          <code>{reason.code}</code>
          {units !== null && <span>{unitsOf(units, unit)}</span>}
          {amountWei !== null && (
            <span>
              <Amount wei={amountWei} digits={6} unit="N3" /> {moneyWords[type]}
            </span>
          )}
          <Hash value={txHash} noun="transaction" />
        </p>
      </>
    ),
  }
}

const moneyWords: Record<LeaseEvent['type'], string> = {
  opened: 'into escrow',
  redeemed: 'to the operator',
  closing: '',
  closed: 'back to the renter',
  'usage-lodged': '',
  'usage-contested': '',
  'usage-settled': 'back to the renter',
}

function nextStep({ state, finalizableAt, expiresAt }: LeaseView): TimelineStep | undefined {
  if (state === 'closed' || finalizableAt === null) return undefined
  const when = state === 'open' ? expiresAt : finalizableAt
  const words = {
    open: ['Its time ends', 'Unless it is closed or used up before.'],
    overdue: ['It can be settled', 'Its time is over; vouchers still count until then.'],
    closing: ['It can be settled', 'The thaw; vouchers still count until then.'],
    finalizable: ['It waits to be settled', 'Anyone may: what is due is paid, the rest goes back.'],
  } as const
  const [title, sentence] = words[state]
  return {
    ...{ key: 'next', title, state: state === 'finalizable' ? 'now' : 'ahead' },
    when: <Instant at={when} />,
    children: <p>{sentence}</p>,
  }
}
