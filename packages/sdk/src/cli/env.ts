import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

const envSchema = z.object({
  /** Where n3 keeps what is yours; default ~/.n3. */
  N3_HOME: optional(z.string()),
  /** Opens and protects your keys. */
  N3_PASSPHRASE: optional(z.string()),
})

export type CliEnv = { keyFolder: string; passphrase: string | undefined }

/** Reads the environment of the command line. */
export function readCliEnv(source: Record<string, string | undefined> = process.env): CliEnv {
  const env = envSchema.parse(source)
  return { keyFolder: join(env.N3_HOME ?? join(homedir(), '.n3'), 'keys'), passphrase: env.N3_PASSPHRASE }
}
