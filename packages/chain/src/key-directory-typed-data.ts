import type { Address, Hex, TypedDataDomain } from 'viem'

/** What attestors sign about a fraud proof they have checked (EIP-712). Enforced by contracts/src/KeyDirectory.sol. */
export const fraudVerdictTypes = {
  FraudVerdict: [
    { name: 'generation', type: 'uint32' },
    { name: 'proofHash', type: 'bytes32' },
  ],
} as const

/** proofHash: keccak256 of the proof's bytes. */
export type FraudVerdict = { generation: number; proofHash: Hex }

export function keyDirectoryDomain(chainId: number, keyDirectory: Address) {
  return {
    name: 'Network3 KeyDirectory',
    version: '1',
    chainId,
    verifyingContract: keyDirectory,
  } as const satisfies TypedDataDomain
}

/** Ready for viem's signTypedData. */
export function fraudVerdictTypedData(chainId: number, keyDirectory: Address, message: FraudVerdict) {
  return {
    domain: keyDirectoryDomain(chainId, keyDirectory),
    types: fraudVerdictTypes,
    primaryType: 'FraudVerdict',
    message,
  } as const
}
