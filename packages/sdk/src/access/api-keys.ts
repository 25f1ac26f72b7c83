import { z } from 'zod'
import { callSite, type Site } from '../site/call-site.ts'

export const apiScopes = ['read', 'jobs', 'leases', 'webhooks'] as const

const apiKeyAnswer = z.object({
  keyId: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  state: z.enum(['active', 'expired', 'revoked']),
  dailyCapWei: z.string().nullable(),
  expiresAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
})
const createdAnswer = apiKeyAnswer.extend({ key: z.string() })
const pageAnswer = z.object({ items: z.array(apiKeyAnswer), nextCursor: z.string().nullable() })
const usageAnswer = z.object({
  items: z.array(
    z.object({
      day: z.string(),
      name: z.string(),
      calls: z.int(),
      jobsAdmitted: z.int(),
      spendAdmittedWei: z.string(),
    }),
  ),
})

export type ApiKey = z.infer<typeof apiKeyAnswer>

/** API keys of whoever is signed in: a Site with a session's cookie, or in a page that is signed in. */
export function createApiKeyClient(site: Site) {
  return {
    /** The key itself is shown here and never again. */
    create: (input: {
      name: string
      scopes: readonly (typeof apiScopes)[number][]
      expiresAt?: string | undefined
      dailyCapWei?: bigint | undefined
    }) =>
      callSite({
        ...{ ...site, path: 'apiKeys.create', kind: 'mutation', answer: createdAnswer },
        input: {
          ...input,
          dailyCapWei: input.dailyCapWei === undefined ? undefined : String(input.dailyCapWei),
        },
        idempotencyKey: crypto.randomUUID(),
      }),
    find: (input: { cursor?: string; limit?: number } = {}) =>
      callSite({ ...site, path: 'apiKeys.find', kind: 'query', input, answer: pageAnswer }),
    revoke: (keyId: string): Promise<ApiKey> =>
      callSite({ ...site, path: 'apiKeys.revoke', kind: 'mutation', input: { keyId }, answer: apiKeyAnswer }),
    usage: (days: number) =>
      callSite({ ...site, path: 'usage.get', kind: 'query', input: { days }, answer: usageAnswer }),
  }
}
