import { Wordmark } from '@network3/ui/wordmark'
import type { ReactNode } from 'react'
import type { Theme } from '../config/theme.ts'
import { paths } from '../paths.ts'
import { Link } from './link.tsx'
import { NavLinks } from './nav-links.tsx'
import { PhoneMenu } from './phone-menu.tsx'
import { ThemeSwitch } from './theme-switch.tsx'

type HeaderProps = { theme: Theme; tip: ReactNode; connect: ReactNode }

/** Name, pages, the tip of the chain, theme, wallet. */
export function Header({ theme, tip, connect }: HeaderProps) {
  return (
    <header className="relative flex h-14 items-center gap-3 border-line border-b px-4 lg:gap-7 lg:px-8">
      <Link href={paths.home} aria-label="Network3, overview" className="flex">
        <Wordmark />
      </Link>
      <nav aria-label="Main" className="hidden gap-[22px] text-base lg:flex">
        <NavLinks className="text-ink-2 hover:text-ink aria-[current=page]:font-[550] aria-[current=page]:text-ink" />
      </nav>
      <div className="grow" />
      <div className="hidden items-center gap-5 lg:flex">
        {tip}
        <ThemeSwitch theme={theme} />
      </div>
      {connect}
      <PhoneMenu>
        {tip}
        <ThemeSwitch theme={theme} />
      </PhoneMenu>
    </header>
  )
}
