import type { Domain } from '@network3/clsc/domain'
import { unsigncrypt } from '@network3/clsc/unsigncrypt'
import type { UserKey } from '@network3/clsc/user-key'
import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import { recoverSigner } from '@network3/protocol/node/node-signature'
import { workReceiptText } from '@network3/protocol/node/signed-texts'
import type { WorkReceipt } from '@network3/protocol/node/work-receipt'
import { sha256 } from 'viem'
import { nodeNameOf } from './seal-job.ts'

/** A result may be brought long after it was sealed, by a node that was away; its job has a deadline of its own. */
const SKEW_MS = 86_400_000

/**
 * Opens what a node sealed to one of these keys under `context`. Throws JOB_RESULT_INVALID, and KEY_NOT_FOUND for what was
 * sealed under another generation of the key-generation centre than these keys are of.
 */
export function openFromNode(
  { domain, keys }: { domain: Domain; keys: readonly UserKey[] },
  envelope: Uint8Array,
  { node, context, atMs }: { node: string; context: string; atMs: number },
): Uint8Array {
  const opened = unsigncrypt(domain, envelope, {
    keys,
    aad: new TextEncoder().encode(context),
    policy: { kind: 'stored', arrivedAtMs: atMs, clockSkewMs: SKEW_MS, isRevoked: () => false },
  })
  if (!opened.ok && opened.reason === 'wrong-kgc') {
    throw new AppError(
      'KEY_NOT_FOUND',
      'This was sealed under another generation of the key-generation centre than the key that is kept here. Open it where its job was sent from; if it was sent from here, dispute it.',
    )
  }
  if (!opened.ok && opened.reason === 'not-recipient') {
    throw invalid(
      'It is not sealed to the key that is kept here. If its job was sent with another, open it with that.',
    )
  }
  if (!opened.ok) throw invalid(`It does not open: ${opened.reason}.`)
  const sender = new TextDecoder().decode(opened.sender.id)
  if (sender === nodeNameOf(node)) return opened.plaintext
  throw invalid(`It was sealed by ${sender}, not by the node that ran the job.`)
}

/** What a job was sent with, by which its receipt is checked. */
export type SentHashes = { moduleHash: Hex; inputHash: Hex }

/** Throws JOB_RESULT_INVALID unless its node signed the receipt, for this job and for what was sent. */
export function checkReceipt(
  receipt: WorkReceipt,
  expected: { chainId: number; jobId: string; fence: number; resultHash: Hex; sent: SentHashes | undefined },
): void {
  const { chainId, jobId, fence, resultHash, sent } = expected
  if (recoverSigner(workReceiptText(receipt), receipt.signature) !== receipt.node) {
    throw invalid('Its receipt was not signed by its node.')
  }
  const isTheirs = receipt.chainId === chainId && receipt.jobId === jobId && receipt.fence === fence
  if (!isTheirs) throw invalid('Its receipt is of another job.')
  if (receipt.resultHash !== resultHash) throw invalid('Its receipt is of another result.')
  if (sent === undefined) return
  if (receipt.moduleHash !== sent.moduleHash) throw invalid('Another module was run.')
  if (receipt.inputHash !== sent.inputHash) throw invalid('Another input was used.')
}

/** Throws JOB_RESULT_INVALID unless this is the output the node signed for. */
export function checkOutput(receipt: WorkReceipt, output: Uint8Array): void {
  if (sha256(output) !== receipt.outputHash) throw invalid('Its output is not the one in the receipt.')
}

export function invalid(sentence: string): AppError {
  return new AppError('JOB_RESULT_INVALID', `The result cannot be relied on. ${sentence} Dispute it.`)
}
