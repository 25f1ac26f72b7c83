import clsx from 'clsx'

const tones = {
  signal: 'bg-signal shadow-[0_0_0_3px_var(--signal-wash)]',
  warn: 'bg-warn shadow-[0_0_0_3px_var(--warn-wash)]',
  bad: 'bg-bad shadow-[0_0_0_3px_var(--bad-wash)]',
  none: 'bg-line-strong',
}

/** A dot that means alive (or warns). It always stands beside a word that says the same. */
export function LiveDot({ tone = 'signal', className }: { tone?: keyof typeof tones; className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={clsx('inline-block size-[7px] shrink-0 rounded-full', tones[tone], className)}
    />
  )
}
