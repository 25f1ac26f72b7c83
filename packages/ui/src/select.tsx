import clsx from 'clsx'
import type { ComponentProps } from 'react'
import { controlClass } from './control-class.ts'

/** The browser's own list, with our box around it. */
export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return (
    <span className="relative block">
      <select {...rest} className={clsx(controlClass, 'appearance-none pr-8', className)} />
      <svg
        viewBox="0 0 12 12"
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-3 size-3 -translate-y-1/2 fill-none stroke-[1.5] stroke-ink-3"
      >
        <path d="m2.5 4.5 3.5 3.5 3.5-3.5" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
    </span>
  )
}
