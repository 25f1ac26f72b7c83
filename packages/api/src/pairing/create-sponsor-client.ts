import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import { isPairingReason } from '@network3/core/pairing-reasons'
import { reasonOf } from '@network3/core/reasons'
import {
  type SponsorRequest,
  sponsorAnswerSchema,
  sponsorRefusalSchema,
} from '@network3/protocol/pairing/registration'

/** Longer than the sponsor waits for a block. */
const TIMEOUT_MS = 45_000

export type SponsorClient = {
  /** The transaction that registered the node, or null when it was registered so before. Throws a pairing reason. */
  register(request: SponsorRequest): Promise<Hex | null>
}

/** The service that pays for registrations; without a URL it says that there is none. */
export function createSponsorClient(sponsorUrl: string | undefined): SponsorClient {
  return {
    register: async (request) => {
      if (sponsorUrl === undefined) throw unavailable()
      let body: unknown
      try {
        const response = await fetch(new URL('/v1/register', sponsorUrl), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(request),
          signal: AbortSignal.timeout(TIMEOUT_MS),
        })
        body = await response.json()
      } catch (cause) {
        throw unavailable(cause)
      }
      const refusal = sponsorRefusalSchema.safeParse(body)
      if (refusal.success) {
        const { code, message } = refusal.data.error
        throw isPairingReason(code) ? new AppError(code, message) : unavailable(refusal.data)
      }
      const answer = sponsorAnswerSchema.safeParse(body)
      if (!answer.success) throw unavailable(answer.error)
      return answer.data.txHash
    },
  }
}

function unavailable(cause?: unknown): AppError {
  const options = cause === undefined ? {} : { cause }
  return new AppError('SPONSOR_UNAVAILABLE', reasonOf('SPONSOR_UNAVAILABLE').sentence, {
    ...options,
    retryable: true,
  })
}
