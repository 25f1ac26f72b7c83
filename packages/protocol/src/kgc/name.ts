import type { Address } from '@network3/core/hex'
import { z } from 'zod'

/** A name keys are issued for, read apart. */
export type Name = { id: string; address: Address; label: string }

const pattern = /^did:n3:(0x[0-9a-f]{40})#([a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?)$/

/**
 * `did:n3:<address>#<label>`: a wallet's or node's address in lower case, and one of its devices. Only one spelling is
 * taken, as the guard and KeyDirectory compare names byte by byte. Undefined for anything else.
 */
export function parseName(id: string): Name | undefined {
  const [, address, label] = pattern.exec(id) ?? []
  return address === undefined || label === undefined ? undefined : { id, address: address as Address, label }
}

export const nameSchema = z
  .string()
  .max(255)
  .transform((id, context) => {
    const name = parseName(id)
    if (name !== undefined) return name
    context.addIssue('not did:n3:<lower-case address>#<label of a–z, 0–9, dot, dash, underscore>')
    return z.NEVER
  })
