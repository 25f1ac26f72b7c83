import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@network3/core/app-error'
import { z } from 'zod'
import { writePrivate } from '../files/write-private.ts'

const credentialsSchema = z.object({
  /** n3_… */
  apiKey: z.string().optional(),
  /** Of a session (SIWE), with when it ends. */
  cookie: z.string().optional(),
  account: z.string().optional(),
  expiresAt: z.iso.datetime().optional(),
})
const fileSchema = z.record(z.string(), credentialsSchema)
export type Credentials = z.infer<typeof credentialsSchema>

const pathOf = (home: string) => join(home, 'credentials.json')

async function readAll(home: string): Promise<z.infer<typeof fileSchema>> {
  const text = await readFile(pathOf(home), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}'
    throw error
  })
  const parsed = fileSchema.safeParse(JSON.parse(text))
  if (parsed.success) return parsed.data
  throw new AppError('KEY_FILE_INVALID', `${pathOf(home)} cannot be read: remove it, and run \`n3 login\`.`)
}

/** What `n3 login` kept for a site; a session that has ended is none. */
export async function readCredentials(home: string, siteUrl: string): Promise<Credentials | undefined> {
  const kept = (await readAll(home))[new URL(siteUrl).origin]
  if (kept?.expiresAt === undefined || Date.parse(kept.expiresAt) > Date.now()) return kept
  return { apiKey: kept.apiKey }
}

/** Keeps them (0600); without any, forgets the site. */
export async function writeCredentials(home: string, siteUrl: string, kept?: Credentials): Promise<void> {
  const { [new URL(siteUrl).origin]: _before, ...others } = await readAll(home)
  const all = kept === undefined ? others : { ...others, [new URL(siteUrl).origin]: kept }
  if (Object.keys(all).length === 0) return rm(pathOf(home), { force: true })
  await writePrivate(pathOf(home), `${JSON.stringify(all, undefined, 2)}\n`, { replace: true })
}
