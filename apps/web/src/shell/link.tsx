import NextLink from 'next/link'
import type { ComponentProps } from 'react'

/**
 * A link within the site. Its page is fetched when it is clicked, not when it is seen: pages are drawn from the
 * database for each request, take milliseconds, and a list has dozens of links.
 */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />
}
