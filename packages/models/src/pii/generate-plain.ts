import type { Draw } from './draw.ts'
import { adjectives, categories, cities, months, nouns, subjects, verbs } from './word-lists.ts'

const two = (value: number) => String(value).padStart(2, '0')

/** Dates, and the values that point at nobody. */
export const generatePlain = {
  date: (draw: Draw): string => {
    const year = draw.whole(1925, 2030)
    const [month, day] = [draw.whole(1, 12), draw.whole(1, 28)]
    const time = `${two(draw.whole(0, 23))}:${two(draw.whole(0, 59))}`
    const name = draw.pick(months)
    return draw.pick([
      `${year}-${two(month)}-${two(day)}`,
      `${year}-${two(month)}-${two(day)}`,
      `${two(day)}.${two(month)}.${year}`,
      `${day}.${month}.${year}`,
      `${two(month)}/${two(day)}/${year}`,
      `${month}/${day}/${String(year).slice(2)}`,
      `${year}/${two(month)}/${two(day)}`,
      `${day} ${name} ${year}`,
      `${name} ${day}, ${year}`,
      `${day} ${name.slice(0, 3)} ${year}`,
      `${day}-${name.slice(0, 3)}-${String(year).slice(2)}`,
      `${year}-${two(month)}-${two(day)}T${time}:${two(draw.whole(0, 59))}Z`,
      `${year}-${two(month)}-${two(day)} ${time}:${two(draw.whole(0, 59))}`,
      `${year}-${two(month)}-${two(day)}T${time}:00.${draw.digits(3)}+0${draw.whole(0, 9)}:00`,
      `${two(day)}.${two(month)}.${year} ${time}`,
      `${name} ${year}`,
      time,
    ])
  },
  number: (draw: Draw): string => {
    const { whole, digits } = draw
    return draw.pick([
      String(whole(0, 9)),
      String(whole(0, 120)),
      String(whole(100, 99_999)),
      String(whole(1_000_000, 999_999_999)),
      `${whole(0, 999)}.${digits(2)}`,
      `${whole(0, 99)}.${digits(1)}`,
      `-${whole(0, 999)}.${digits(whole(1, 2))}`,
      `${whole(1, 999)},${digits(3)}`,
      `${whole(1, 999)},${digits(3)}.${digits(2)}`,
      `${whole(1, 999)}.${digits(3)},${digits(2)}`,
      `${whole(0, 99)},${digits(2)}`,
      `$${whole(1, 999)}.${digits(2)}`,
      `€ ${whole(1, 999)},${digits(2)}`,
      `${whole(1, 9_999)} ${draw.pick(['EUR', 'USD', 'kg', 'km', 'cm', 'ms', 'MB', 'kWh'])}`,
      `${whole(0, 100)}%`,
      `${whole(0, 99)}.${digits(1)} %`,
      `0.${digits(whole(2, 8))}`,
      `${whole(1, 9)}.${digits(3)}e${draw.pick(['-', '+', ''])}${two(whole(1, 12))}`,
      `${whole(1, 9)}${digits(whole(12, 17))}`,
    ])
  },
  text: (draw: Draw): string => {
    const noun = () => draw.pick(nouns)
    const sentence = () => `${draw.pick(subjects)} ${noun()} ${draw.pick(verbs)} ${draw.pick(adjectives)}`
    const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
    return draw.pick([
      capital(sentence()),
      `${capital(sentence())}.`,
      `${capital(sentence())}, and ${sentence()}.`,
      `${capital(sentence())} in ${draw.pick(cities)}.`,
      draw.pick(categories),
      draw.pick(categories),
      `${draw.pick(adjectives)} ${noun()}`,
      `${capital(draw.pick(adjectives))} ${noun()}`,
      `${noun()} ${noun()} (${draw.pick(adjectives)})`,
      `${noun()}_${noun()}`,
      noun(),
      `${capital(noun())} ${draw.whole(1, 20)}`,
      `${capital(noun())} no longer needed, see ${noun()} ${draw.whole(2, 9)}`,
      `Re: ${noun()} ${draw.pick(verbs)}`,
    ])
  },
}
