import type { Address, Hex } from '@network3/core/hex'

/** keccak256("canCall(address,address,bytes4)"), first four bytes. */
const CAN_CALL = '0xb7009613'

/** Calldata of AccessManager.canCall, by hand: the pages that ask it have no ABI encoder before a wallet is there. */
export function encodeCanCall(caller: Address, target: Address, selector: Hex): Hex {
  const word = (address: Address) => address.slice(2).toLowerCase().padStart(64, '0')
  return `${CAN_CALL}${word(caller)}${word(target)}${selector.slice(2).padEnd(64, '0')}`
}

/** True when the caller may call at once, without a delay: the first word of canCall's answer. */
export function decodeCanCall(answer: string): boolean {
  return answer.length >= 66 && BigInt(answer.slice(0, 66)) === 1n
}
