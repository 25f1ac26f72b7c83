/** Places gained or lost against the window before. A sign and a number, not colour alone. */
export function RankChange({ change, rank }: { change: number | null; rank: number | null }) {
  if (rank === null) return null
  if (change === null) {
    return (
      <span title="Not ranked in the window before" className="text-ink-3">
        new
      </span>
    )
  }
  if (change === 0) {
    return (
      <span title="Same rank as in the window before" className="text-ink-3">
        ·
      </span>
    )
  }
  const isUp = change > 0
  const places = Math.abs(change)
  return (
    <span
      title={`${isUp ? 'Up' : 'Down'} ${places} against the window before`}
      className={isUp ? 'text-signal' : 'text-bad'}
    >
      {isUp ? '↑' : '↓'}
      {places}
    </span>
  )
}
