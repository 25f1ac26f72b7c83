/** A token or order id from a URL: decimal, from 1; undefined for anything else. */
export function readIdParam(value: string): string | undefined {
  return /^[1-9]\d{0,17}$/.test(value) ? value : undefined
}
