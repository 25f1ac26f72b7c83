import type { Address, Hex } from '@network3/core/hex'
import { z } from 'zod'

/** What every message between agents, gateways and developers is made of. */
export const addressField = z.custom<Address>(
  (value) => typeof value === 'string' && /^0x[0-9a-f]{40}$/.test(value),
  'an address in lower case',
)
/** 32 bytes. */
export const hashField = z.custom<Hex>(
  (value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value),
  '32 bytes of lower-case hex',
)
/** r ‖ s ‖ v of secp256k1. */
export const signatureField = z.custom<Hex>(
  (value) => typeof value === 'string' && /^0x[0-9a-f]{130}$/.test(value),
  '65 bytes of lower-case hex',
)
export const hexField = z.custom<Hex>(
  (value) => typeof value === 'string' && /^0x(?:[0-9a-f]{2})*$/.test(value),
  'lower-case hex',
)
/** Amounts, gas, units: decimal digits, as JSON numbers end at 2^53. */
export const countField = z.string().regex(/^(0|[1-9]\d{0,38})$/, 'decimal digits')
export const jobIdField = z.string().regex(/^job_[0-9a-f]{32}$/, 'a job id')
