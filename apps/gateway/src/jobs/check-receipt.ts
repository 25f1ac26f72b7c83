import type { Hex } from '@network3/core/hex'
import { satisfiesClass } from '@network3/core/jobs/satisfies-class'
import type { AttemptRow } from '@network3/db/queries/job/attempt-row'
import type { JobRow } from '@network3/db/queries/job/job-row'
import { recoverSigner } from '@network3/protocol/node/node-signature'
import { resultCommitment } from '@network3/protocol/node/result-commitment'
import { workReceiptText } from '@network3/protocol/node/signed-texts'
import type { WorkReceipt } from '@network3/protocol/node/work-receipt'

/**
 * Why a receipt does not hold for an attempt; undefined when it does. Of a private job the plain hashes are the node's
 * word to the submitter, who checks them; of a public one everything is checked here. The result's blob is looked for
 * where the result is written.
 */
export function checkReceipt(
  { job, attempt, chainId }: { job: JobRow; attempt: AttemptRow; chainId: number },
  receipt: WorkReceipt,
  nonce: Hex | null,
): string | undefined {
  if (receipt.chainId !== chainId) return 'It is of another chain.'
  if (receipt.node !== attempt.node) return 'It is of another node.'
  if (recoverSigner(workReceiptText(receipt), receipt.signature) !== attempt.node) {
    return 'It was not signed by the node.'
  }
  if (!satisfiesClass(receipt.class, job.class))
    return `It is of class ${receipt.class}, the job of ${job.class}.`
  if (BigInt(receipt.gas) > BigInt(job.terms.limits.gas)) return 'It claims more gas than the job may use.'
  if (job.visibility === 'public') {
    if (receipt.moduleHash !== job.moduleBlob) return 'It is of another module.'
    if (receipt.inputHash !== job.inputBlob) return 'It is of another input.'
    if (receipt.resultHash !== receipt.outputHash) return 'Its result is not its output.'
  }
  if (job.replicas > 1) {
    if (attempt.commitment === null) return 'The node did not commit to a result first.'
    const { node, jobId, outcome, outputHash } = receipt
    const opened = nonce && resultCommitment({ node, jobId, outcome, outputHash, nonce })
    if (opened !== attempt.commitment) return 'It is not what the node committed to.'
  }
  return undefined
}
