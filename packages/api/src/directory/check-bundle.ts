import { nodeBackend } from '@network3/clsc/backend-node'
import { readSelfCertified } from '@network3/clsc/bundle'
import { bundleLeaf } from '@network3/clsc/bundle-log'
import { reasonOf } from '@network3/clsc/clsc-error'
import { createDomain } from '@network3/clsc/domain'
import { epochAt } from '@network3/clsc/epoch'
import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import type { NewBundle } from '@network3/db/write/append-bundle'
import { parseName } from '@network3/protocol/kgc/name'
import { bytesToHex, hexToBytes } from 'viem'

/**
 * What is kept of a bundle that is what it claims: a key of this centre, self-certified, of a proper name, for
 * yesterday, today or (fetched in the evening) tomorrow. Throws INPUT_INVALID with the reason.
 */
export function checkBundle(masterPublicKey: Hex, bundle: Uint8Array, nowMs: number): NewBundle {
  const domain = createDomain(hexToBytes(masterPublicKey), nodeBackend)
  const key = readKey(() => readSelfCertified(domain, bundle))
  const name = new TextDecoder().decode(key.id)
  if (parseName(name) === undefined) {
    throw new AppError('INPUT_INVALID', 'The name in the bundle is not did:n3:<address>#<label>.')
  }
  const today = epochAt(nowMs)
  if (Math.abs(key.epoch - today) > 1) {
    throw new AppError('INPUT_INVALID', `The bundle is of day ${key.epoch}; today is day ${today}.`)
  }
  return {
    ...{ masterPublicKey, name, epoch: key.epoch, bundle },
    ...{ userPoint: bytesToHex(key.userPoint), keyHash: bytesToHex(key.hash) },
    leaf: bundleLeaf(nodeBackend, bundle),
    publishedAt: new Date(nowMs),
  }
}

function readKey<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    const reason = reasonOf(cause)
    if (reason === undefined) throw cause
    throw new AppError('INPUT_INVALID', `The bundle was refused: ${reason}.`, { cause })
  }
}
