/** Drawing from a stream of random numbers. */
export type Draw = {
  chance(share: number): boolean
  /** An integer from `least` to `most`, both included. */
  whole(least: number, most: number): number
  pick<T>(items: readonly T[]): T
  digits(count: number): string
  hex(count: number): string
  letters(count: number): string
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

export function drawFrom(random: () => number): Draw {
  const whole = (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
  const many = (count: number, one: () => string) => Array.from({ length: count }, one).join('')
  return {
    chance: (share) => random() < share,
    whole,
    pick: (items) => {
      const item = items[whole(0, items.length - 1)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
    digits: (count) => many(count, () => String(whole(0, 9))),
    hex: (count) => many(count, () => whole(0, 15).toString(16)),
    letters: (count) => many(count, () => LETTERS.charAt(whole(0, 25))),
  }
}
