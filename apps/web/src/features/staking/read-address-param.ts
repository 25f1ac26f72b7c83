import { checksumAddress, parseAddress } from '@network3/core/address'
import { isAppError } from '@network3/core/app-error'
import type { Address } from '@network3/core/hex'

export type AddressParam = { address: Address | undefined; problem: string | undefined }

/** An address from a URL: checksummed, or what is wrong with it. Both undefined when there is none. */
export function readAddressParam(value: string | string[] | undefined): AddressParam {
  if (typeof value !== 'string' || value.trim() === '') return { address: undefined, problem: undefined }
  try {
    return { address: checksumAddress(parseAddress(value)), problem: undefined }
  } catch (error) {
    if (isAppError(error, 'ADDRESS_INVALID')) return { address: undefined, problem: error.message }
    throw error
  }
}
