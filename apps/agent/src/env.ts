import { homedir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '@network3/core/app-error'
import { z } from 'zod'

/** An empty variable counts as one not set. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

const envSchema = z.object({
  N3_AGENT_HOME: optional(z.string()),
  N3_AGENT_PASSPHRASE: optional(z.string()),
  N3_AGENT_PASSPHRASE_FILE: optional(z.string()),
  N3_AGENT_PORT: optional(z.coerce.number().int().min(0).max(65_535)),
  SITE_URL: optional(z.url()),
})

/** Every variable read here; .env.example lists the same. */
export const envNames = Object.keys(envSchema.shape)

export type AgentEnv = {
  home: string
  passphrase: string | undefined
  passphraseFile: string | undefined
  /** Of the local page; 0 takes any free one. */
  port: number
  siteUrl: string | undefined
}

/** Reads the environment. Throws ENV_INVALID with every variable that is wrong. */
export function readEnv(source: Record<string, string | undefined> = process.env): AgentEnv {
  const parsed = envSchema.safeParse(source)
  if (!parsed.success) {
    throw new AppError('ENV_INVALID', `The environment cannot be used:\n${z.prettifyError(parsed.error)}`)
  }
  const env = parsed.data
  return {
    home: env.N3_AGENT_HOME ?? join(homedir(), '.network3-agent'),
    passphrase: env.N3_AGENT_PASSPHRASE,
    passphraseFile: env.N3_AGENT_PASSPHRASE_FILE,
    port: env.N3_AGENT_PORT ?? 3041,
    siteUrl: env.SITE_URL,
  }
}
