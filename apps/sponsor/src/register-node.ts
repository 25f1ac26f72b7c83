import { AppError, isAppError } from '@network3/core/app-error'
import type { Address, Hex } from '@network3/core/hex'
import type { PairingReasonCode } from '@network3/core/pairing-reasons'
import { reasonOf } from '@network3/core/reasons'
import type { SponsorRequest } from '@network3/protocol/pairing/registration'
import type { Logger } from '@network3/service/logger'
import type { QuotaBook } from './quota-book.ts'
import type { RegistryChain } from './registry-chain.ts'
import type { SponsorMetrics } from './sponsor-metrics.ts'

/** What is left of a deadline must be enough for a block or two, seconds. */
const MINIMUM_LEFT_SECONDS = 60

export type RegisterDeps = {
  chain: RegistryChain
  quotas: QuotaBook
  logger: Logger
  metrics: SponsorMetrics
  now: () => number
}

/** Registers a node for an operator; null when it was registered to that operator before. */
export type RegisterNode = (request: SponsorRequest) => Promise<Hex | null>

/**
 * Checks everything itself, whoever asks: 1. what the registry has already; 2. deadline and nonce; 3. both signatures;
 * 4. quotas, noted durably before money moves and given back when none did. Requests for one node that come together
 * get one answer. Throws a reason of packages/core/src/pairing-reasons.ts, RPC_UNREACHABLE or TX_NOT_MINED.
 */
export function createRegisterNode(deps: RegisterDeps): RegisterNode {
  const { chain, quotas, logger, metrics, now } = deps
  const running = new Map<Address, { key: string; answer: Promise<Hex | null> }>()

  const register = async (request: SponsorRequest): Promise<Hex | null> => {
    const { registration, network } = request
    const { node, operator, nonce, deadline } = registration
    const known = await chain.read(node)
    if (known.isRetired) throw refused('PAIRING_NODE_RETIRED')
    if (known.operator === operator) return null
    if (known.operator !== undefined) throw refused('PAIRING_NODE_TAKEN')
    if (known.nonce !== BigInt(nonce)) throw refused('PAIRING_NONCE_USED')
    if (deadline < now() / 1000 + MINIMUM_LEFT_SECONDS) throw refused('PAIRING_EXPIRED')
    if (!(await chain.isSignedBy(node, registration, request.nodeSignature)))
      throw refused('PAIRING_NODE_SIGNATURE_INVALID')
    if (!(await chain.isSignedBy(operator, registration, request.operatorSignature)))
      throw refused('PAIRING_OPERATOR_SIGNATURE_INVALID')

    const claim = { node, operator, network }
    quotas.reserve(claim)
    let hash: Hex
    try {
      hash = await chain.send(request)
    } catch (error) {
      // After RPC_UNREACHABLE it may be on its way all the same, so that keeps its place in the book.
      if (isAppError(error, 'TX_REVERTED', 'SPONSOR_EMPTY')) quotas.release(claim)
      throw error
    }
    await chain.wait(hash)
    metrics.registrations.inc()
    logger.info({ node, operator, txHash: hash }, 'registration was paid for')
    return hash
  }

  return (request) => {
    const { node } = request.registration
    const key = JSON.stringify(request)
    const current = running.get(node)
    if (current !== undefined)
      return current.key === key ? current.answer : Promise.reject(refused('PAIRING_NONCE_USED'))
    const answer = register(request).finally(() => running.delete(node))
    running.set(node, { key, answer })
    return answer
  }
}

function refused(code: PairingReasonCode): AppError {
  return new AppError(code, reasonOf(code).sentence)
}
