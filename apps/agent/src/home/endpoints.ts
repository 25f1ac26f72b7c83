import { AppError } from '@network3/core/app-error'
import { z } from 'zod'
import type { SiteClient, SiteEndpoints } from '../site/site-client.ts'
import type { AgentHome } from './open-home.ts'

const FILE = 'network.json'
const keptSchema = z.custom<{ siteUrl: string; endpoints: SiteEndpoints }>(
  (value) =>
    z.object({ siteUrl: z.string(), endpoints: z.object({ chainId: z.int() }) }).safeParse(value).success,
)
const FRESH_MS = 300_000
let last: { siteUrl: string; at: number; endpoints: SiteEndpoints } | undefined

/**
 * The network as its site describes it; from the last answer kept on disk where the site does not answer, so that an
 * agent starts without it. Throws CHAIN_MISMATCH when the folder belongs to another network, UNAVAILABLE (retryable).
 */
export async function readEndpoints(
  home: AgentHome,
  site: SiteClient,
  { mustBeFresh = false }: { mustBeFresh?: boolean } = {},
): Promise<{ endpoints: SiteEndpoints; isFresh: boolean }> {
  if (!mustBeFresh && last?.siteUrl === site.url && performance.now() - last.at < FRESH_MS)
    return { endpoints: last.endpoints, isFresh: false }
  const kept = await home.readJson(FILE, keptSchema).catch(() => undefined)
  let endpoints: SiteEndpoints
  try {
    endpoints = await site.getEndpoints()
  } catch (error) {
    if (mustBeFresh || kept === undefined || kept.siteUrl !== site.url) throw error
    return { endpoints: kept.endpoints, isFresh: false }
  }
  const isSame = kept === undefined || kept.endpoints.chainId === endpoints.chainId
  if (!isSame) {
    throw new AppError(
      'CHAIN_MISMATCH',
      `${site.url} belongs to chain ${endpoints.chainId}, this folder to chain ${kept.endpoints.chainId}: use another --home.`,
    )
  }
  last = { siteUrl: site.url, at: performance.now(), endpoints }
  await home.writeJson(FILE, { siteUrl: site.url, endpoints })
  return { endpoints, isFresh: true }
}
