import { privateKeyToAccount } from 'viem/accounts'
import { expect } from 'vitest'
import type { ContextOptions } from '../../context.ts'
import { createTestApi, type TestApi } from '../../testing/create-test-api.ts'
import { type ApiServer, serveApi } from '../../testing/serve-api.ts'
import { type Answer, createSiteClient, type SiteClient } from './create-site-client.ts'

export const ada = privateKeyToAccount(`0x${'a1'.repeat(32)}`)
export const bob = privateKeyToAccount(`0x${'b2'.repeat(32)}`)
export const START_MS = Date.UTC(2026, 2, 10, 12, 35)
export const MINUTE_MS = 60_000

export type AccessSite = Awaited<ReturnType<typeof startAccessSite>>

/** The API on a server, over an empty database, in a time that the test sets. */
export async function startAccessSite(options: Partial<ContextOptions> = {}) {
  let now = START_MS
  const clock = { now: () => now, sleep: () => Promise.resolve() }
  const api: TestApi = await createTestApi({ clock, empty: true, ...options })
  const server: ApiServer = await serveApi(api.context)
  const open = (): SiteClient => createSiteClient(server, now)
  return {
    ...{ api, server, open },
    setTime: (ms: number) => {
      now = ms
    },
    signedIn: async (account = ada): Promise<SiteClient> => {
      const site = open()
      expect((await site.signIn(account)).status).toBe(200)
      return site
    },
    stop: async () => {
      await server.stop()
      await api.close()
    },
  }
}

export function codeOf({ status, error }: Answer): unknown[] {
  return [status, error?.data.code]
}
