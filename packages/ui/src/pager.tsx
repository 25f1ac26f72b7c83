import type { ElementType } from 'react'
import { LinkButton } from './link-button.tsx'

type PagerProps = {
  label: string
  /** Undefined on the first page. */
  firstHref: string | undefined
  /** Undefined on the last page. */
  nextHref: string | undefined
  component?: ElementType
}

/** Onwards and back to the start. Keyset pages have no numbers: rows may arrive while one reads. */
export function Pager({ label, firstHref, nextHref, component }: PagerProps) {
  if (firstHref === undefined && nextHref === undefined) return null
  const link = component === undefined ? {} : { component }
  return (
    <nav aria-label={label} className="flex justify-between gap-3 pt-4">
      {firstHref === undefined ? (
        <span />
      ) : (
        <LinkButton {...link} size="sm" href={firstHref}>
          First page
        </LinkButton>
      )}
      {nextHref !== undefined && (
        <LinkButton {...link} size="sm" href={nextHref} rel="next">
          Next page
        </LinkButton>
      )}
    </nav>
  )
}
