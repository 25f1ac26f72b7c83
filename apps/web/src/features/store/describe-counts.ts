type Counts = { ordered: number; shipped: number; activated: number; refunded: number }

/** `2 waiting, 1 shipped`: how far the devices of an order are; what there is none of is left out. */
export function describeCounts({ ordered, shipped, activated, refunded }: Counts): string {
  const parts = [
    { count: ordered, word: 'waiting' },
    { count: shipped, word: 'shipped' },
    { count: activated, word: 'active' },
    { count: refunded, word: 'refunded' },
  ]
  return parts
    .filter(({ count }) => count > 0)
    .map(({ count, word }) => `${count} ${word}`)
    .join(', ')
}
