import { z } from 'zod'

/** What a node offers; bits 1, 2, 4 and 8 of NodeRegistry's set. */
export const capabilityField = z.enum(['compute', 'bandwidth', 'egress', 'dataset'])

/** ISO 3166-1 alpha-2, upper case. */
export const countryInput = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, { error: 'a two-letter country code' })

export const countryOutput = z.string().length(2)
