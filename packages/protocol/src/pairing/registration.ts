import { isCountryCode } from '@network3/core/countries'
import { z } from 'zod'
import { addressField, countField, hashField, hexField, signatureField } from '../node/fields.ts'

/** What a node offers, as it goes into NodeRegistry: claims of its owner, checked for form only. */
export const nodeDetailsSchema = z.strictObject({
  /** Bit set of packages/core/src/capabilities.ts. */
  capabilities: z.int().min(1).max(15),
  country: z.string().refine(isCountryCode, 'an ISO 3166-1 alpha-2 code'),
  /** keccak256 of the hardware description. */
  specHash: hashField,
})

/** A Registration (packages/chain/src/typed-data.ts) before its operator is known. */
export const offeredNodeSchema = nodeDetailsSchema.extend({
  node: addressField,
  /** NodeRegistry.nonces(node), decimal. */
  nonce: countField,
  /** Unix seconds until which both signatures count. */
  deadline: z.int().positive(),
})

export const registrationSchema = offeredNodeSchema.extend({ operator: addressField })

/** Of a wallet (65 bytes), or whatever a contract account wants (ERC-1271). */
export const operatorSignatureField = hexField.refine(
  (value) => value.length >= 4 && value.length <= 2 + 2 * 4_096,
  'a signature',
)

/** POST /v1/register of apps/sponsor. `network`: the range the agent called from (IPv4 /24, IPv6 /48). */
export const sponsorRequestSchema = z.strictObject({
  registration: registrationSchema,
  operatorSignature: operatorSignatureField,
  nodeSignature: signatureField,
  network: z.string().min(1).max(64),
})
export const sponsorAnswerSchema = z.object({
  /** Null: the node was registered to this operator already, so nothing was sent. */
  txHash: hashField.nullable(),
})
/** Any answer that is not 200. `code`: of packages/core/src/pairing-reasons.ts. */
export const sponsorRefusalSchema = z.object({
  error: z.object({ code: z.string().max(64), message: z.string().max(500) }),
})

export type NodeDetails = z.infer<typeof nodeDetailsSchema>
export type OfferedNode = z.infer<typeof offeredNodeSchema>
export type NodeRegistration = z.infer<typeof registrationSchema>
export type SponsorRequest = z.infer<typeof sponsorRequestSchema>

/** How far the clocks of an agent and a site may differ, and how long an opening can be sent, seconds. */
export const PAIRING_CLOCK_SECONDS = 300

/** What an agent signs to open a pairing: that it holds the node's key, for this site's chain, now. */
export function pairingText(opening: OfferedNode & { chainId: number; openedAt: number }): string {
  const { chainId, node, capabilities, country, specHash, nonce, deadline, openedAt } = opening
  return [
    'Network3 pairing v1',
    `chain ${chainId}`,
    `node ${node}`,
    `capabilities ${capabilities}`,
    `country ${country}`,
    `spec ${specHash}`,
    `nonce ${nonce}`,
    `deadline ${deadline}`,
    `opened ${openedAt}`,
  ].join('\n')
}
