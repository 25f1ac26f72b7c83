import { zeroAddress } from 'viem'
import { addTo, type Changes, type EventOf } from './changes.ts'

/** N3Token: balances are sums of transfers; the zero address is where coins come from and go to, not a holder. */
export function projectToken(changes: Changes, event: EventOf<'n3-token'>): void {
  if (event.name !== 'Transfer') return
  const { from, to, value } = event.args
  if (from !== zeroAddress) addTo(changes.balances, from, -value)
  if (to !== zeroAddress) addTo(changes.balances, to, value)
}
