import type { Address, Hex } from '@network3/core/hex'
import type { WorkReceipt } from './work-receipt.ts'

/** The texts that nodes sign, each with its reader's question in the first line (see node-signature.ts). */

/** Opens a session: the gateway's nonce, fresh for each socket, and which gateway, so that nobody can pass it on. */
export function sessionText(session: {
  chainId: number
  gateway: string
  node: Address
  nonce: Hex
}): string {
  return `Network3 session v1\nchain ${session.chainId}\ngateway ${session.gateway}\nnode ${session.node}\nnonce ${session.nonce}`
}

/** Answers a random-time challenge of an epoch's slot (0–23). */
export function uptimeText(answer: {
  chainId: number
  node: Address
  epoch: number
  slot: number
  nonce: Hex
}): string {
  return `Network3 uptime v1\nchain ${answer.chainId}\nnode ${answer.node}\nepoch ${answer.epoch}\nslot ${answer.slot}\nnonce ${answer.nonce}`
}

/** What a node says it did for a job; money and rewards follow from it. */
export function workReceiptText(receipt: Omit<WorkReceipt, 'signature'>): string {
  return [
    'Network3 work receipt v1',
    `chain ${receipt.chainId}`,
    `node ${receipt.node}`,
    `job ${receipt.jobId}`,
    `fence ${receipt.fence}`,
    `module ${receipt.moduleHash}`,
    `input ${receipt.inputHash}`,
    `output ${receipt.outputHash}`,
    `result ${receipt.resultHash}`,
    `outcome ${receipt.outcome}`,
    `reason ${receipt.reason ?? '-'}`,
    `gas ${receipt.gas}`,
    `class ${receipt.class}`,
    `milliseconds ${receipt.durationMs}`,
  ].join('\n')
}

/** Cumulative seconds of work a node counted for a lease (metering checkpoint). */
export function meterText(meter: {
  chainId: number
  node: Address
  leaseId: string
  milliseconds: string
}): string {
  return `Network3 meter v1\nchain ${meter.chainId}\nnode ${meter.node}\nlease ${meter.leaseId}\nmilliseconds ${meter.milliseconds}`
}

/** Commits a node to a result before any replica of the same work is shown. */
export function commitmentText(commitment: {
  chainId: number
  node: Address
  jobId: string
  fence: number
  commitment: Hex
}): string {
  return `Network3 commitment v1\nchain ${commitment.chainId}\nnode ${commitment.node}\njob ${commitment.jobId}\nfence ${commitment.fence}\ncommitment ${commitment.commitment}`
}
