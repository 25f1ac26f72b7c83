import { verifyBundle } from '@network3/clsc/bundle'
import { reasonOf } from '@network3/clsc/clsc-error'
import type { Domain } from '@network3/clsc/domain'
import { signcrypt } from '@network3/clsc/signcrypt'
import { unsigncrypt } from '@network3/clsc/unsigncrypt'
import type { UserKey } from '@network3/clsc/user-key'
import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import type { JobHandle } from '@network3/protocol/node/job-order'
import { sealedContexts } from '@network3/protocol/node/sealed-contexts'

/** The node's keys for sealed messages, those of yesterday among them. */
export type SealingKeys = { domain: Domain; sendingKey: () => UserKey; keys: () => readonly UserKey[] }

export type Submitter = { name: string; bundle: Hex }

/** Opens and seals for one submitter. */
export type SealedJob = {
  /** Throws INPUT_INVALID for what was not sealed to this node by the submitter. */
  openInput(bytes: Uint8Array): Uint8Array
  openModule(bytes: Uint8Array): Uint8Array
  sealResult(handle: JobHandle, output: Uint8Array): Uint8Array
  sealLog(handle: JobHandle, index: number, text: Uint8Array): Uint8Array
}

/** Inputs may wait in the queue for so long; their jobs have deadlines of their own. */
const ACCEPTED_FOR_MS = 86_400_000
const utf8 = (text: string) => new TextEncoder().encode(text)

/**
 * What a private job's bytes go through. The sender of module and input must be the very key that the result is sealed
 * to: else whoever can submit jobs could have another's input computed and read the result.
 * Throws INPUT_INVALID when the submitter's bundle is not valid today.
 */
export function openSealedJob(
  { domain, sendingKey, keys }: SealingKeys,
  submitter: Submitter,
  nowMs: number,
): SealedJob {
  const peer = reading('The submitter’s bundle', () =>
    verifyBundle(domain, Buffer.from(submitter.bundle.slice(2), 'hex'), {
      id: utf8(submitter.name),
      atMs: nowMs,
    }),
  )
  const open = (what: string, bytes: Uint8Array, context: string) => {
    const result = unsigncrypt(domain, bytes, {
      keys: keys(),
      aad: utf8(context),
      policy: {
        kind: 'stored',
        arrivedAtMs: nowMs,
        clockSkewMs: ACCEPTED_FOR_MS,
        // Revoked names get no new bundles, so the submitter's would not be of today.
        isRevoked: () => false,
      },
    })
    if (!result.ok) throw new AppError('INPUT_INVALID', `${what} does not open: ${result.reason}.`)
    if (Buffer.compare(result.sender.bytes, peer.bytes) !== 0)
      throw new AppError('INPUT_INVALID', `${what} was sealed by another key than the submitter’s.`)
    return result.plaintext
  }
  const seal = (bytes: Uint8Array, context: string) =>
    signcrypt(domain, bytes, { sender: sendingKey(), recipients: [peer], aad: utf8(context) })
  return {
    openInput: (bytes) => open('The input', bytes, sealedContexts.input()),
    openModule: (bytes) => open('The module', bytes, sealedContexts.module()),
    sealResult: (handle, output) => seal(output, sealedContexts.result(handle)),
    sealLog: (handle, index, text) => seal(text, sealedContexts.log(handle, index)),
  }
}

function reading<T>(what: string, task: () => T): T {
  try {
    return task()
  } catch (cause) {
    const reason = reasonOf(cause)
    if (reason === undefined) throw cause
    throw new AppError('INPUT_INVALID', `${what} cannot be used: ${reason}.`, { cause })
  }
}
