import { issuerOf } from '@network3/clsc/issuer-public'
import { type IssuerPublic, masterPublicKeyOf } from '@network3/clsc/issuing'
import { encodeHex } from '../hex-bytes.ts'
import type { KgcInfo } from './messages.ts'

/** The KGC as a user may rely on it: its public side, and the version of the shares it belongs to. */
export type IssuerDescription = { issuer: IssuerPublic; shareVersion: number; chainId: number; key: string }

/** Faults tolerated among n = 3f+1 nodes, and the threshold 2f+1. */
export function quorumOf(nodes: number): { faults: number; threshold: number } {
  const faults = Math.floor((nodes - 1) / 3)
  return { faults, threshold: 2 * faults + 1 }
}

/**
 * What one node says, checked against the public key that is known from the chain. Undefined when it contradicts itself
 * or that key; `key` is equal exactly when two nodes say the same.
 */
export function describeIssuer(
  info: KgcInfo,
  known: { masterPublicKey: Uint8Array; nodes: number },
): IssuerDescription | undefined {
  const { threshold } = quorumOf(known.nodes)
  if (info.nodes !== known.nodes || info.threshold !== threshold) return undefined
  if (info.commitments.length !== threshold) return undefined
  try {
    const issuer = issuerOf(info.commitments, { threshold, nodes: known.nodes })
    if (encodeHex(masterPublicKeyOf(issuer)) !== encodeHex(known.masterPublicKey)) return undefined
    const parts = [info.chainId, info.shareVersion, ...info.commitments.map(encodeHex)]
    return { issuer, shareVersion: info.shareVersion, chainId: info.chainId, key: parts.join(' ') }
  } catch {
    // Commitments that are no points: the node's fault, told by the caller as an invalid answer.
    return undefined
  }
}
