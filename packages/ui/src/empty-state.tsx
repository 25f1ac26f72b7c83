import type { ReactNode } from 'react'

/** A list with nothing in it: what would be here, and the next step towards it. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="grid justify-items-start gap-2 border-line border-b py-10">
      <p className="font-[550] text-body">{title}</p>
      {children && <p className="max-w-[60ch] text-ink-2">{children}</p>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  )
}
