import { z } from 'zod'

export type IssueRequest = {
  folder: string
  passphrase: string
  siteUrl: string
  /** Bundles that the directory has already. */
  published: readonly string[]
}

/** Keys of this node that are there, as far as it is public. */
export const issuedSchema = z.object({
  generation: z.int(),
  /** Their days, newest first. */
  epochs: z.array(z.int()),
  /** Bundles that the directory has. */
  published: z.array(z.string()),
})

export const issueAnswerSchema = z.discriminatedUnion('ok', [
  issuedSchema.extend({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), code: z.string(), message: z.string() }),
])
export type IssueAnswer = z.infer<typeof issueAnswerSchema>

export function keyFileNameOf(generation: number): string {
  return `node-g${generation}`
}
