import 'server-only'
import { type Context, createContext } from '@network3/api/context'
import { env } from '../env.ts'

// Next may load this module once for pages and once for route handlers; one pool per process is enough.
const holder = globalThis as typeof globalThis & { network3ApiContext?: Context }

/** The API's context: made by the first request, kept as long as the process lives. */
export function getContext(): Context {
  holder.network3ApiContext ??= createContext({ databaseUrl: env().DATABASE_URL })
  return holder.network3ApiContext
}
