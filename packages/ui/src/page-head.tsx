import type { ReactNode } from 'react'

type PageHeadProps = { title: ReactNode; children?: ReactNode; actions?: ReactNode }

/** The top of a page: what it is, one or two plain sentences, what can be done. */
export function PageHead({ title, children, actions }: PageHeadProps) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-10 gap-y-4 pt-8 pb-6 lg:pt-11 lg:pb-7">
      <div className="grid max-w-[68ch] gap-3">
        <h1 className="text-2xl">{title}</h1>
        {children && <div className="text-body text-ink-2">{children}</div>}
      </div>
      {actions && <div className="flex flex-wrap gap-2.5">{actions}</div>}
    </div>
  )
}
