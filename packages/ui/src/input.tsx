import clsx from 'clsx'
import type { ComponentProps } from 'react'
import { controlClass } from './control-class.ts'

type InputProps = ComponentProps<'input'> & {
  /** In figures: amounts and addresses. */
  isMono?: boolean
  /** Stands at the right inside the box. */
  unit?: string
}

export function Input({ isMono, unit, className, ...rest }: InputProps) {
  const input = (
    <input {...rest} className={clsx(controlClass, isMono && 'font-mono', unit && 'pr-12', className)} />
  )
  if (unit === undefined) return input
  return (
    <span className="relative block">
      {input}
      <span
        aria-hidden="true"
        className="absolute inset-y-0 right-3 grid place-items-center text-ink-3 text-md"
      >
        {unit}
      </span>
    </span>
  )
}
