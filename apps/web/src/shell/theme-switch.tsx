'use client'

import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { THEME_COOKIE, THEME_MAX_AGE_S, type Theme, themeAttribute, themes } from '../config/theme.ts'
import { paths } from '../paths.ts'

const marks: Record<Theme, string> = {
  light:
    'M8 1v2M8 13v2M1 8h2M13 8h2M3 3l1.4 1.4M11.6 11.6 13 13M3 13l1.4-1.4M11.6 4.4 13 3M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z',
  dark: 'M13.5 9.6A6 6 0 0 1 6.4 2.5a6 6 0 1 0 7.1 7.1Z',
  system: 'M2 3h12v8H2zM6 14h4M8 11v3',
}

/** Light, dark, or as the system says. Works as a plain form before, or without, JavaScript. */
export function ThemeSwitch({ theme }: { theme: Theme }) {
  const [chosen, setChosen] = useState(theme)
  const pathname = usePathname()

  function choose(next: Theme) {
    setChosen(next)
    const attribute = themeAttribute(next)
    if (attribute === undefined) delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = attribute
    const age = attribute === undefined ? 0 : THEME_MAX_AGE_S
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers we support
    document.cookie = `${THEME_COOKIE}=${next}; path=/; max-age=${age}; samesite=lax`
  }

  return (
    <form action={paths.theme} method="post" className="inline-flex" aria-label="Theme">
      <input type="hidden" name="from" value={pathname} />
      {themes.map((name) => (
        <button
          key={name}
          type="submit"
          name="theme"
          value={name}
          aria-pressed={chosen === name}
          title={`${name[0]?.toUpperCase()}${name.slice(1)} theme`}
          onClick={(event) => {
            event.preventDefault()
            choose(name)
          }}
          className="grid size-7 place-items-center rounded text-ink-3 hover:text-ink aria-pressed:bg-sunken aria-pressed:text-ink"
        >
          <svg
            viewBox="0 0 16 16"
            aria-hidden="true"
            className="size-3.5 fill-none stroke-current stroke-[1.5]"
          >
            <path d={marks[name]} strokeLinecap="round" strokeLinejoin="round" />
          </svg>
          <span className="sr-only">{name}</span>
        </button>
      ))}
    </form>
  )
}
