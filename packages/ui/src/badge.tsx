import clsx from 'clsx'
import type { ReactNode } from 'react'

const tones = {
  line: 'border-line-strong text-ink-2',
  signal: 'border-signal text-signal',
  warn: 'border-warn text-warn',
  bad: 'border-bad text-bad',
}

/** A word that marks a thing: local, pending, vetoed. Never colour alone. */
export function Badge({
  tone = 'line',
  title,
  children,
}: {
  tone?: keyof typeof tones
  title?: string
  children: ReactNode
}) {
  return (
    <span
      title={title}
      className={clsx(
        'inline-block rounded-sm border px-1.5 font-sans text-xs leading-[17px] whitespace-nowrap',
        tones[tone],
      )}
    >
      {children}
    </span>
  )
}
