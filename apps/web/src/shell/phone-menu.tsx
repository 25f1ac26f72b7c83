'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { NavLinks } from './nav-links.tsx'

/** The navigation on a narrow screen: a disclosure that opens without JavaScript and closes with Escape. */
export function PhoneMenu({ children }: { children: ReactNode }) {
  const details = useRef<HTMLDetailsElement>(null)
  const close = () => {
    if (details.current) details.current.open = false
  }

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !details.current?.open) return
      details.current.open = false
      details.current.querySelector('summary')?.focus()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])

  return (
    <details ref={details} className="group lg:hidden">
      <summary
        aria-label="Menu"
        className="grid size-[34px] place-items-center rounded border border-line-strong hover:bg-sunken"
      >
        <svg viewBox="0 0 16 16" aria-hidden="true" className="size-4 fill-none stroke-current stroke-[1.5]">
          <path d="M2 5h12M2 11h12" className="group-open:hidden" strokeLinecap="round" />
          <path d="m3 3 10 10M13 3 3 13" className="hidden group-open:inline" strokeLinecap="round" />
        </svg>
      </summary>
      <div className="absolute inset-x-0 top-14 z-20 border-line border-b bg-paper px-4 pb-5">
        <nav aria-label="Main" className="flex flex-col">
          <NavLinks
            onNavigate={close}
            className="border-line border-b py-3 text-ink-2 text-body aria-[current=page]:font-[600] aria-[current=page]:text-ink"
          />
        </nav>
        <div className="flex items-center justify-between pt-4">{children}</div>
      </div>
    </details>
  )
}
