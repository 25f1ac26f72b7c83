'use client'

import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'

type TooltipProps = { text: ReactNode; children: ReactNode }

/**
 * A term with its explanation: on hover, on focus and on touch; Escape closes it, and one can move onto it
 * (WCAG 1.4.13). Never the only place where something is said.
 */
export function Tooltip({ text, children }: TooltipProps) {
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setOpen(false)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hover is a convenience, the button inside is the way in
    <span
      className="relative inline-flex"
      onMouseEnter={() => setOpen(true)}
      onMouseLeave={() => setOpen(false)}
    >
      <button
        type="button"
        aria-describedby={isOpen ? id : undefined}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
        className="cursor-help underline decoration-dotted decoration-line-strong underline-offset-4"
      >
        {children}
      </button>
      {isOpen && (
        <span
          id={id}
          role="tooltip"
          className="absolute bottom-full left-0 z-30 mb-1.5 w-max max-w-[32ch] rounded border border-line-strong bg-surface px-3 py-2 text-left font-normal font-sans text-ink text-sm whitespace-normal tracking-normal"
        >
          {text}
        </span>
      )}
    </span>
  )
}
