'use client'

import type { ComponentProps } from 'react'
import { type ButtonLook, buttonClass } from './button-class.ts'

type ButtonProps = ComponentProps<'button'> &
  ButtonLook & {
    /** Why the button cannot be used now. It stays focusable, so that the reason can be reached. */
    disabledReason?: string | undefined
    isBusy?: boolean
  }

/** A button. One that cannot be used says why, and is never hidden. */
export function Button({
  variant,
  size,
  disabledReason,
  isBusy,
  className,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  const isBlocked = disabledReason !== undefined || isBusy === true
  const look: ButtonLook = { ...(variant && { variant }), ...(size && { size }) }
  return (
    <button
      type="button"
      {...rest}
      className={buttonClass(look, className)}
      aria-disabled={isBlocked || undefined}
      aria-busy={isBusy || undefined}
      title={disabledReason ?? rest.title}
      onClick={(event) => {
        if (isBlocked) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {isBusy && <Spinner />}
      {children}
    </button>
  )
}

function Spinner() {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className="size-3.5 animate-spin fill-none stroke-current stroke-2"
    >
      <path d="M8 2a6 6 0 1 1-6 6" strokeLinecap="round" />
    </svg>
  )
}
