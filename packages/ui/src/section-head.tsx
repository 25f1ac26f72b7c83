import type { ReactNode } from 'react'

type SectionHeadProps = { title: ReactNode; note?: ReactNode; children?: ReactNode; id?: string }

/** The head of a section: its name, what it counts, and its switches at the right. */
export function SectionHead({ title, note, children, id }: SectionHeadProps) {
  return (
    <div className="mb-3 flex flex-wrap items-baseline gap-x-4 gap-y-2">
      <h2 id={id} className="text-lg">
        {title}
      </h2>
      {note && <span className="text-ink-3 text-md">{note}</span>}
      {children && <div className="ml-auto flex flex-wrap items-center gap-2.5 max-md:ml-0">{children}</div>}
    </div>
  )
}
