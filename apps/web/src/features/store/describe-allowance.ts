/** `you may buy 2 more`: what cap and stock leave the wallet of a batch. */
export function describeAllowance({ bought, remaining }: { bought: number; remaining: number }): string {
  if (remaining === 0)
    return bought === 0 ? 'none is left for you' : `you have ${bought}, and may buy no more`
  return bought === 0 ? `you may buy ${remaining}` : `you have ${bought}, and may buy ${remaining} more`
}
