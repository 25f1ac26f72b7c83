import clsx from 'clsx'
import type { ReactNode } from 'react'

type PageHeadProps = {
  title: ReactNode
  /** The way up: a link to what this page is a part of. */
  back?: ReactNode
  children?: ReactNode
  actions?: ReactNode
}

/** The top of a page: what it is, one or two plain sentences, what can be done. */
export function PageHead({ title, back, children, actions }: PageHeadProps) {
  return (
    <>
      {back && <p className="pt-6 text-md lg:pt-8 [&>a:hover]:text-ink [&>a]:text-ink-2">{back}</p>}
      <div
        className={clsx(
          'flex flex-wrap items-end justify-between gap-x-10 gap-y-4 pb-6 lg:pb-7',
          back ? 'pt-5' : 'pt-8 lg:pt-11',
        )}
      >
        <div className="grid min-w-0 max-w-[68ch] gap-3">
          <h1 className="text-2xl">{title}</h1>
          {children && <div className="text-body text-ink-2">{children}</div>}
        </div>
        {actions && <div className="flex flex-wrap gap-2.5">{actions}</div>}
      </div>
    </>
  )
}
