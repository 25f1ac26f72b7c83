import { z } from 'zod'

export type IssueRequest = {
  folder: string
  passphrase: string
  siteUrl: string
  /** Bundles that the directory has already. */
  published: readonly string[]
}

export const issueAnswerSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    generation: z.int(),
    /** Days of the keys that are there, newest first. */
    epochs: z.array(z.int()),
    published: z.array(z.string()),
  }),
  z.object({ ok: z.literal(false), code: z.string(), message: z.string() }),
])
export type IssueAnswer = z.infer<typeof issueAnswerSchema>

export function keyFileNameOf(generation: number): string {
  return `node-g${generation}`
}
