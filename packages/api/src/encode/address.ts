import { checksumAddress } from '@network3/core/address'
import type { Address } from '@network3/core/hex'

const MAXIMUM = 200_000
const known = new Map<Address, Address>()

/** EIP-55 form for an answer. Kept, because a checksum costs a hash and a board shows the same addresses all day. */
export function encodeAddress(address: Address): Address {
  const found = known.get(address)
  if (found !== undefined) return found
  const checked = checksumAddress(address)
  if (known.size >= MAXIMUM) known.clear()
  known.set(address, checked)
  return checked
}
