import { shortenAddress } from '@network3/core/address'
import { formatWei } from '@network3/core/units'

/** Arguments of a custom error as words. They come untyped from the decoder: what does not fit is shown as it is. */
export const reasonWords = {
  n3: (wei: unknown): string =>
    typeof wei === 'bigint' ? `${formatWei(wei, { group: true })} N3` : String(wei),
  address: (value: unknown): string => (typeof value === 'string' ? shortenAddress(value) : String(value)),
  /** `1 device`, `2 devices`, `no devices`. */
  count: (value: unknown, noun: string): string => {
    const count = Number(value)
    return count === 0 ? `no ${noun}s` : `${count} ${noun}${count === 1 ? '' : 's'}`
  },
  /** Unix seconds. */
  time: (seconds: unknown): string =>
    new Date(Number(seconds) * 1000).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' }),
}
