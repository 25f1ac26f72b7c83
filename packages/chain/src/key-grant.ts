import type { Hex, TypedDataDomain } from 'viem'

/**
 * What a wallet (or a node's key) signs once per device, so that the key-generation centre issues keys for it day by
 * day. Enforced by every KGC node (apps/kgc/src/issuing/check-grant.ts); the field order is part of the type hash.
 */
export const keyGrantTypes = {
  KeyGrant: [
    { name: 'kgcId', type: 'bytes8' },
    { name: 'id', type: 'string' },
    { name: 'userPoint', type: 'bytes32' },
    { name: 'fromEpoch', type: 'uint64' },
    { name: 'toEpoch', type: 'uint64' },
  ],
} as const

/** kgcId: SHA-256(L("kgc") ‖ Ppub)[0..8]. Epochs in days since 1970, both included, at most 90 in all. */
export type KeyGrant = { kgcId: Hex; id: string; userPoint: Hex; fromEpoch: bigint; toEpoch: bigint }

/** Without a verifying contract: nodes check it off chain, and kgcId names the generation. */
export function keyGrantDomain(chainId: number) {
  return { name: 'Network3 KGC', version: '1', chainId } as const satisfies TypedDataDomain
}

/** Ready for viem's signTypedData. */
export function keyGrantTypedData(chainId: number, message: KeyGrant) {
  return {
    domain: keyGrantDomain(chainId),
    types: keyGrantTypes,
    primaryType: 'KeyGrant',
    message,
  } as const
}
