import { paths } from '../paths.ts'

export const navigation = [
  { href: paths.home, label: 'Network' },
  { href: paths.operators, label: 'Operators' },
  { href: paths.nodes, label: 'Nodes' },
  { href: paths.market, label: 'Market' },
  { href: paths.store, label: 'Store' },
  { href: paths.stake, label: 'Stake' },
  { href: paths.rewards, label: 'Rewards' },
  { href: paths.developers, label: 'Developers' },
  { href: paths.status, label: 'Status' },
] as const

/** Whether a page lies under a link of the navigation. The overview is current only on itself. */
export function isCurrent(href: string, pathname: string): boolean {
  return href === paths.home ? pathname === href : pathname === href || pathname.startsWith(`${href}/`)
}
