import { formatInstant } from './format-time.ts'

/** An exact moment, in UTC. */
export function Instant({ at, className }: { at: string; className?: string }) {
  return (
    <time dateTime={at} className={className}>
      {formatInstant(at)}
    </time>
  )
}
