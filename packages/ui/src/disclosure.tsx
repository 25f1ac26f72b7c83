import clsx from 'clsx'
import type { ReactNode } from 'react'

type DisclosureProps = { summary: ReactNode; isOpen?: boolean; children: ReactNode; className?: string }

/** Something more to read, folded away. Opens without JavaScript. */
export function Disclosure({ summary, isOpen, children, className }: DisclosureProps) {
  return (
    <details open={isOpen} className={clsx('group', className)}>
      <summary className="inline-flex items-center gap-2 text-ink-2 text-md hover:text-ink">
        <svg
          viewBox="0 0 8 8"
          aria-hidden="true"
          className="size-2 fill-current transition-transform group-open:rotate-90"
        >
          <path d="M2 0.5 6 4 2 7.5z" />
        </svg>
        {summary}
      </summary>
      <div className="pt-3">{children}</div>
    </details>
  )
}
