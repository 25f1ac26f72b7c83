const RADIUS = 18
const LENGTH = 2 * Math.PI * RADIUS

/** A ring filled to a share between 0 and 1. Decoration: the figure stands beside it. */
export function Ring({ share }: { share: number }) {
  const filled = Math.min(1, Math.max(0, share)) * LENGTH
  return (
    <svg
      viewBox="0 0 44 44"
      aria-hidden="true"
      className="-my-1 size-[38px] shrink-0 -rotate-90 fill-none stroke-4"
    >
      <circle cx="22" cy="22" r={RADIUS} className="stroke-line" />
      <circle
        cx="22"
        cy="22"
        r={RADIUS}
        className="stroke-signal transition-[stroke-dasharray] duration-1000 ease-linear"
        strokeDasharray={`${filled.toFixed(2)} ${LENGTH.toFixed(2)}`}
      />
    </svg>
  )
}
