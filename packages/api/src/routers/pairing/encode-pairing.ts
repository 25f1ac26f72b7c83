import { namesOfCapabilities } from '@network3/core/capabilities'
import type { Pairing } from '@network3/db/queries/pairing/get-pairing'
import type { z } from 'zod'
import { encodeAddress } from '../../encode/address.ts'
import { encodeReason } from '../../encode/reason.ts'
import { stateOf } from '../../pairing/require-pairing.ts'
import type { pairingOutput } from './fields.ts'

export function encodePairing(pairing: Pairing, nowMs: number): z.input<typeof pairingOutput> {
  const { node, capabilities, country, specHash, nonce, deadline, expiresAt, operator, txHash } = pairing
  const code = stateOf(pairing, nowMs)
  return {
    state: { ...encodeReason(code), code },
    node: encodeAddress(node),
    capabilities,
    capabilityNames: namesOfCapabilities(capabilities),
    ...{ country, specHash, nonce, deadline, txHash },
    expiresAt: expiresAt.toISOString(),
    operator: operator && encodeAddress(operator),
  }
}
