/**
 * What string_agg(…, ',') or array_to_string(…, ',') put together. Of an array pg reads the text letter by letter: 24 sums
 * took 17 µs, and these half of one.
 */
export function listFromDb(text: string | null): string[] {
  return text === null || text === '' ? [] : text.split(',')
}
