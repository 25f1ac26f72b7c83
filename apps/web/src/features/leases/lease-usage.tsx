import { Amount } from '@network3/ui/amount'
import { Gauge, GaugeRow } from '@network3/ui/gauge-row'
import { Meter } from '@network3/ui/meter'
import { RelativeTime } from '@network3/ui/relative-time'
import { formatDuration } from '../staking/format-duration.ts'
import { countUnits, type LeaseView, unitsOf } from './lease-words.ts'

/** How far a lease reaches, and what was used of it against what was vouched for and paid. */
export function LeaseUsage({ lease, now }: { lease: LeaseView; now: string }) {
  const { usage, runway, unit } = lease
  const spokenFor = BigInt(lease.units) - BigInt(runway.unitsLeft)
  return (
    <section aria-label="Usage" className="mb-9">
      <GaugeRow>
        <Gauge label="Units left" note={`of ${unitsOf(lease.units, unit)}`}>
          {countUnits(runway.unitsLeft)}
        </Gauge>
        <Gauge label="Runway" note={runway.says}>
          {lease.state === 'open' ? shortTime(runwaySeconds(lease, now)) : '·'}
        </Gauge>
        <Gauge
          label="Held for it, N3"
          title={`${lease.escrowWei} wei`}
          note={lease.state === 'closed' ? 'nothing is held of a closed lease' : 'in escrow now'}
        >
          <Amount wei={lease.escrowWei} digits={4} />
        </Gauge>
        <Gauge
          label={lease.closedAt === null ? 'Time ends' : 'Closed'}
          note={`${formatDuration((Date.parse(lease.expiresAt) - Date.parse(lease.openedAt)) / 1000)} were rented`}
        >
          <RelativeTime at={lease.closedAt ?? lease.expiresAt} now={now} />
        </Gauge>
      </GaugeRow>
      <dl className="grid gap-x-10 gap-y-3 pt-4 sm:grid-cols-3">
        <Share
          label="Accepted work"
          note="what results accepted so far make due"
          units={usage.dueUnits}
          lease={lease}
        />
        <Share
          label="Vouchers"
          note="what the session key has signed for"
          units={usage.vouchedUnits}
          lease={lease}
        />
        <Share label="Paid" note="what the operator has redeemed" units={usage.redeemedUnits} lease={lease} />
      </dl>
      {BigInt(usage.meteredMs) > 0n && lease.kind === 'compute' && (
        <p className="pt-3 text-ink-3 text-sm">
          Nodes have metered {(Number(usage.meteredMs) / 1000).toFixed(3)} s of work in all, failed and
          disputed work included; only what is accepted is due. {countUnits(spokenFor)} of{' '}
          {countUnits(lease.units)} units are spoken for.
        </p>
      )}
    </section>
  )
}

function Share({
  label,
  note,
  units,
  lease,
}: {
  label: string
  note: string
  units: string
  lease: LeaseView
}) {
  const text = `${countUnits(units)} of ${unitsOf(lease.units, lease.unit)}`
  return (
    <div className="grid gap-1.5">
      <dt className="flex items-baseline justify-between gap-3 text-md">
        {label}
        <span className="font-mono">{countUnits(units)}</span>
      </dt>
      <dd className="grid gap-1.5">
        <Meter label={label} value={Number(units)} maximum={Number(lease.units)} text={text} />
        <span className="text-ink-3 text-sm">{note}</span>
      </dd>
    </div>
  )
}

/** Until the units are used up at the present rate, or the time is over, whichever is first. */
function runwaySeconds({ runway, expiresAt }: LeaseView, now: string): number {
  const toEnd = Math.max(0, (Date.parse(expiresAt) - Date.parse(now)) / 1000)
  return Math.min(runway.secondsLeft ?? toEnd, toEnd)
}

/** Hours and minutes, for a gauge: `12 h 05`, `48 min`, `7 d 3 h`; the last two minutes in seconds. */
function shortTime(seconds: number): string {
  if (seconds < 120) return `${Math.floor(seconds)} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')}`
  return `${Math.floor(hours / 24)} d ${hours % 24} h`
}
