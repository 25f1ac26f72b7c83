/** The name and its three nodes. */
export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2.5 text-body font-[650] tracking-[-0.01em]">
      <svg viewBox="0 0 20 20" aria-hidden="true" className="size-5 fill-ink">
        <circle cx="4" cy="4" r="3" />
        <circle cx="16" cy="4" r="3" />
        <circle cx="10" cy="15" r="4" />
      </svg>
      Network3
    </span>
  )
}
