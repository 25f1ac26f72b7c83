import clsx from 'clsx'
import type { ComponentProps, ElementType, ReactNode } from 'react'

/**
 * A ruled table. It scrolls sideways on its own where the screen is narrower than its columns; `relative`, so that what it
 * only reads out is not placed outside of it and widens the page.
 */
export function DataTable({
  label,
  children,
  className,
}: {
  label: string
  children: ReactNode
  className?: string
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      className={clsx('relative -mx-4 overflow-x-auto px-4 lg:mx-0 lg:px-0', className)}
    >
      <table className="w-full border-collapse text-base">{children}</table>
    </div>
  )
}

type Narrow = {
  /** Right-aligned and in figures. */
  isNumber?: boolean
  /** Left out below this width. */
  hideBelow?: 'md' | 'lg' | 'xl' | undefined
}

const hidden = { md: 'max-md:hidden', lg: 'max-lg:hidden', xl: 'max-xl:hidden' }

type HeadCellProps = ComponentProps<'th'> & Narrow

export function HeadCell({ isNumber, hideBelow, className, ...rest }: HeadCellProps) {
  return (
    <th
      scope="col"
      {...rest}
      className={clsx(
        'h-9 border-line-strong border-b px-2 font-medium text-ink-3 text-sm whitespace-nowrap first:pl-0 last:pr-0 md:px-3',
        isNumber ? 'text-right' : 'text-left',
        hideBelow && hidden[hideBelow],
        className,
      )}
    />
  )
}

type SortHeadProps = HeadCellProps & {
  href: string
  component?: ElementType
  /** The order the rows are in by this column; none when they are sorted by another. */
  order: 'ascending' | 'descending' | 'none'
}

/** A column head that sorts. A link, so that it works without JavaScript and can be shared. */
export function SortHead({ href, component, order, children, ...rest }: SortHeadProps) {
  const Link = component ?? 'a'
  return (
    <HeadCell {...rest} aria-sort={order}>
      <Link
        href={href}
        scroll={component === undefined ? undefined : false}
        className={clsx(
          'group inline-flex items-center gap-1 hover:text-ink',
          order !== 'none' && 'text-ink',
        )}
      >
        {children}
        <svg viewBox="0 0 8 12" aria-hidden="true" className="h-3 w-2 fill-current">
          <path d="m4 1 3 4H1z" className={order === 'ascending' ? '' : 'opacity-25'} />
          <path d="m4 11 3-4H1z" className={order === 'descending' ? '' : 'opacity-25'} />
        </svg>
      </Link>
    </HeadCell>
  )
}

type CellProps = ComponentProps<'td'> & Narrow

export function Cell({ isNumber, hideBelow, className, ...rest }: CellProps) {
  return (
    <td
      {...rest}
      className={clsx(
        'h-[46px] border-line border-b px-2 whitespace-nowrap first:pl-0 last:pr-0 md:px-3',
        isNumber && 'text-right font-mono text-md',
        hideBelow && hidden[hideBelow],
        className,
      )}
    />
  )
}
