import { pairingReasons } from '@network3/core/pairing-reasons'
import { z } from 'zod'
import { addressOutput } from '../../fields/address.ts'
import { capabilityField, countryOutput } from '../../fields/capability.ts'
import { hashOutput } from '../../fields/hash.ts'
import { instantOutput } from '../../fields/instant.ts'

/** As a person types it: any case, with or without the dash. */
export const codeInput = z.string().min(1).max(32)
/** Known to the agent alone. */
export const pairingIdField = z.string().regex(/^pairing_[0-9a-f]{32}$/, 'a pairing id')

const reasonCodes = Object.keys(pairingReasons) as [keyof typeof pairingReasons]

/** Where a pairing is. */
const pairingState = z.object({
  code: z.enum(reasonCodes),
  sentence: z.string(),
  nextStep: z.string().nullable(),
})

/** What a wallet signs, with the operator put in (registrationTypedData of packages/chain). */
export const pairingOutput = z.object({
  state: pairingState,
  node: addressOutput,
  /** Bit set, and its names. */
  capabilities: z.int(),
  capabilityNames: z.array(capabilityField),
  country: countryOutput,
  specHash: hashOutput,
  /** Decimal. */
  nonce: z.string(),
  /** Unix seconds. */
  deadline: z.int(),
  expiresAt: instantOutput,
  /** Who signed; null before. */
  operator: addressOutput.nullable(),
  /** The registration; null before it was sent, or when the node was registered to this operator already. */
  txHash: hashOutput.nullable(),
})
