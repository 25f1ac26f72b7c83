import clsx from 'clsx'
import type { ReactNode } from 'react'

/** A row of figures between two rules. */
export function GaugeRow({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <dl
      className={clsx(
        'grid grid-cols-2 border-line border-y border-t-line-strong lg:grid-cols-3 xl:auto-cols-fr xl:grid-flow-col xl:grid-cols-none',
        className,
      )}
    >
      {children}
    </dl>
  )
}

type GaugeProps = {
  label: ReactNode
  /** What is counted, and how. */
  note?: ReactNode
  /** The exact value behind a shortened figure. */
  title?: string
  children: ReactNode
  className?: string
}

export function Gauge({ label, note, title, children, className }: GaugeProps) {
  return (
    <div
      className={clsx(
        'border-line py-3 lg:border-l lg:px-5 lg:pt-4 lg:pb-[18px]',
        'max-lg:border-t max-lg:odd:pr-4 max-lg:nth-[-n+2]:border-t-0',
        'lg:max-xl:border-t lg:max-xl:nth-[-n+3]:border-t-0 lg:max-xl:nth-[3n+1]:border-l-0 lg:max-xl:nth-[3n+1]:pl-0',
        'xl:last:pr-0 xl:first:border-l-0 xl:first:pl-0',
        className,
      )}
    >
      <dt className="flex items-center gap-2 text-ink-3 text-sm">{label}</dt>
      <dd title={title} className="mt-1.5 font-medium font-mono text-xl tracking-[-0.03em] whitespace-nowrap">
        {children}
      </dd>
      {note && <dd className="mt-1 text-ink-2 text-sm">{note}</dd>}
    </div>
  )
}
