import { formatCountdown } from '@network3/ui/epoch-clock'
import { Instant } from '@network3/ui/instant'
import { LiveDot } from '@network3/ui/live-dot'
import type { Thaw } from './use-thaw.ts'

/** The time left until a request unlocks, and the moment it does. */
export function ThawClock({ thaw, unlocksAt }: { thaw: Thaw; unlocksAt: string }) {
  if (thaw.isOver) {
    return (
      <span className="flex items-center gap-2 text-md">
        <LiveDot /> Ready to withdraw
      </span>
    )
  }
  return (
    <span className="grid text-md">
      <span>
        Thaws{' '}
        <span role="timer" className="font-mono">
          {thaw.leftMs === undefined ? '' : formatCountdown(thaw.leftMs)}
        </span>
      </span>
      <span className="text-ink-3 text-sm">
        until <Instant at={unlocksAt} />
      </span>
    </span>
  )
}
