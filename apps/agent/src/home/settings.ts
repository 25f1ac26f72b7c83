import { AppError } from '@network3/core/app-error'
import { countryCodes, isCountryCode } from '@network3/core/countries'
import { z } from 'zod'
import type { AgentHome } from './open-home.ts'

const FILE = 'settings.json'
const settingsSchema = z.strictObject({
  /** The site of the network; everything else is asked there. */
  siteUrl: z.url().optional(),
  /** Stated at registration. */
  country: z.string().optional(),
  /** The chain it belongs to, so that another network's site is noticed. */
  chainId: z.int().positive().optional(),
})
export type Settings = z.infer<typeof settingsSchema>

async function readSettings(home: AgentHome): Promise<Settings> {
  return (await home.readJson(FILE, settingsSchema)) ?? {}
}

/** Keeps what was given on the command line. */
export async function changeSettings(home: AgentHome, changes: Settings): Promise<Settings> {
  const before = await readSettings(home)
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  const after: Settings = { ...before, ...given }
  if (JSON.stringify(before) !== JSON.stringify(after)) await home.writeJson(FILE, after)
  return after
}

/** Throws INPUT_INVALID when no site was ever given. */
export function requireSite({ siteUrl }: Settings): string {
  if (siteUrl !== undefined) return siteUrl
  throw new AppError('INPUT_INVALID', 'Which network? Name its site once: --site https://…')
}

/** Throws INPUT_INVALID for what is no country. */
export function parseCountry(text: string): string {
  const code = text.trim().toUpperCase()
  if (isCountryCode(code)) return code
  throw new AppError(
    'INPUT_INVALID',
    `“${text}” is none of the ${countryCodes.length} two-letter country codes (ISO 3166-1), such as DE.`,
  )
}
