'use client'

import { usePathname } from 'next/navigation'
import { Link } from './link.tsx'
import { isCurrent, navigation } from './navigation.ts'

/** The links of the header, with the current page marked. */
export function NavLinks({ className, onNavigate }: { className: string; onNavigate?: () => void }) {
  const pathname = usePathname()
  return navigation.map(({ href, label }) => (
    <Link
      key={href}
      href={href}
      onClick={onNavigate}
      aria-current={isCurrent(href, pathname) ? 'page' : undefined}
      className={className}
    >
      {label}
    </Link>
  ))
}
