import { AppError } from '@network3/core/app-error'
import type { NodeFault, NodeFaultCode } from './ask-node.ts'
import { quorumOf } from './issuer-description.ts'
import { type RefusalCode, refusalCodes } from './refusal.ts'

/** Refusals that pass by themselves; the others are a judgement on the request. */
const passing: readonly NodeFaultCode[] = [
  'RATE_LIMITED',
  'OVERLOADED',
  'NOT_READY',
  'NONCE_UNKNOWN',
  'REQUEST_UNKNOWN',
  'SHARES_REFRESHED',
  'GENERATION_NOT_ANNOUNCED',
  'CHAIN_UNREACHABLE',
  'INTERNAL',
]

/**
 * The error when fewer nodes than the threshold are left. More than f refusals for one reason hold at least one of an
 * honest node: then that reason is the answer, and the nodes are not to blame.
 */
export function tooFewNodes(nodes: number, threshold: number, faults: readonly NodeFault[]): AppError {
  const { faults: tolerated } = quorumOf(nodes)
  const counts = new Map<NodeFaultCode, NodeFault[]>()
  for (const fault of faults) counts.set(fault.code, [...(counts.get(fault.code) ?? []), fault])
  const judged = [...counts].find(
    ([code, list]) => list.length > tolerated && isRefusal(code) && !passing.includes(code),
  )
  const [refusal] = judged?.[1] ?? []
  if (refusal !== undefined)
    return new AppError('KGC_REFUSED', refusal.message, { cause: { code: refusal.code, faults } })
  const told = faults.map(({ node, url, message }) => `node ${node} (${url}) ${message}`).join('; ')
  const left = nodes - faults.length
  return new AppError(
    'KGC_UNREACHABLE',
    `The KGC needs ${threshold} of its ${nodes} nodes, and ${left} are left: ${told}. Nothing was issued; ask again with the same key.`,
    { retryable: true, cause: { code: 'TOO_FEW_NODES', faults } },
  )
}

function isRefusal(code: NodeFaultCode): code is RefusalCode {
  return (refusalCodes as readonly string[]).includes(code)
}
