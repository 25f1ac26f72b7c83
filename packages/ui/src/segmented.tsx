import clsx from 'clsx'
import type { ElementType } from 'react'

export type Segment = { label: string; href: string; isCurrent: boolean; title?: string }

type SegmentedProps = { label: string; segments: Segment[]; component?: ElementType }

/** One of a few: each choice is a link, so that the choice is in the URL. */
export function Segmented({ label, segments, component }: SegmentedProps) {
  const Link = component ?? 'a'
  return (
    <nav
      aria-label={label}
      className="inline-flex max-w-full flex-wrap divide-x divide-line rounded border border-line"
    >
      {segments.map((segment, index) => (
        <Link
          key={segment.href}
          href={segment.href}
          title={segment.title}
          scroll={component === undefined ? undefined : false}
          aria-current={segment.isCurrent ? 'true' : undefined}
          className={clsx(
            'px-[11px] py-[5px] font-medium font-mono text-md leading-[19px] whitespace-nowrap',
            segment.isCurrent ? 'bg-ink text-paper' : 'text-ink-2 hover:bg-sunken hover:text-ink',
            index === 0 && 'rounded-l-[3px]',
            index === segments.length - 1 && 'rounded-r-[3px]',
          )}
        >
          {segment.label}
        </Link>
      ))}
    </nav>
  )
}
