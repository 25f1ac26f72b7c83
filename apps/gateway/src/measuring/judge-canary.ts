import type { Address } from '@network3/core/hex'
import type { Pool } from '@network3/db/pool'
import { findCanary } from '@network3/db/write/canaries'
import { decodeHashChain, hashChainGas, hashChainHashes } from '@network3/protocol/node/hash-chain'
import type { Judge } from '../jobs/judge.ts'

/** Whether a canary's answer is the one it must have, at the cost it must have had. */
export function createCanaryJudge(pool: Pool, onJudged: (node: Address) => void): Judge {
  return async (job, receipt) => {
    const canary = await findCanary(pool, job.id)
    const given = canary && decodeHashChain(canary.input)
    if (given === undefined) return { isValid: false, reason: 'Nothing is known of this check.' }
    onJudged(receipt.node)
    if (receipt.outcome === 'failed') {
      return {
        isValid: false,
        reason: `The check failed on the node: ${receipt.reason ?? 'no reason given'}.`,
      }
    }
    if (receipt.outputHash !== hashChainHashes(given).outputHash) {
      return { isValid: false, reason: 'The answer to the check is wrong.' }
    }
    if (BigInt(receipt.gas) !== hashChainGas(given.rounds)) {
      return {
        isValid: false,
        reason: `The check costs ${hashChainGas(given.rounds)} gas, not ${receipt.gas}.`,
      }
    }
    return { isValid: true, reason: 'The answer to the check is right.' }
  }
}
