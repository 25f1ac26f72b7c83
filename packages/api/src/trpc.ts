import { AppError, isAppError } from '@network3/core/app-error'
import type { ApiScope } from '@network3/db/queries/access/api-key-row'
import { initTRPC } from '@trpc/server'
import { accessError } from './access/access-error.ts'
import type { Context } from './context.ts'
import { formatError } from './errors/format-error.ts'
import { toTrpcError } from './errors/to-trpc-error.ts'
import { parseAtOnce } from './parse-at-once.ts'

/** What every procedure says of itself; docs/api.md and the OpenAPI document are made from it. */
export type ProcedureMeta = {
  summary: string
  /** Where it is in REST, under /api/v1: `{name}` in the path is that field of the input. */
  rest?: RestPlace
}

export type RestPlace = { method: 'GET' | 'POST' | 'DELETE'; path: `/${string}` }

const trpc = initTRPC
  .context<Context>()
  .meta<ProcedureMeta>()
  .create({
    isDev: false,
    errorFormatter: formatError,
    sse: {
      // Proxies drop silent streams after 30 to 60 s; a dead server is noticed by the browser after 30.
      ping: { enabled: true, intervalMs: 10_000 },
      client: { reconnectAfterInactivityMs: 30_000 },
    },
  })

const withErrorCodes = trpc.middleware(async ({ next }) => {
  const result = await next()
  if (!result.ok && isAppError(result.error.cause)) {
    throw toTrpcError(result.error.cause)
  }
  return result
})

/** What a key may change, by router: a key without the scope changes nothing there, even what would need no key. */
const writeScopes: Record<string, ApiScope> = {
  jobs: 'jobs',
  directory: 'jobs',
  offers: 'leases',
  leases: 'leases',
  webhooks: 'webhooks',
}

const withScope = trpc.middleware(({ ctx, path, type, next }) => {
  const scope = type === 'mutation' ? writeScopes[path.split('.')[0] ?? ''] : undefined
  if (ctx.caller.kind === 'key' && scope !== undefined) requireScope(ctx.caller.scopes, scope)
  return next()
})

function requireScope(scopes: readonly ApiScope[], scope: ApiScope): void {
  if (scopes.includes(scope)) return
  const message = `This API key may not do that: it needs the scope ${scope}, and has ${scopes.join(', ')}.`
  throw new AppError('KEY_SCOPE_MISSING', message, { details: { need: scope, have: scopes.join(' ') } })
}

export const createRouter = trpc.router

/** Anybody: what the chain made public, and what a signature in the input authorises. */
export const publicProcedure = parseAtOnce(trpc.procedure).use(withErrorCodes).use(withScope)

/** Somebody signed in with a wallet, in a browser: never a key, so that no key makes or ends another. */
export const signedInProcedure = publicProcedure.use(({ ctx, next }) => {
  const { caller } = ctx
  if (caller.kind !== 'session') throw accessError('SESSION_REQUIRED')
  return next({ ctx: { ...ctx, caller } })
})

/** A key with this scope, or the account it belongs to, signed in. `ctx.caller.account` owns whatever it touches. */
export function keyProcedure(scope: ApiScope) {
  return publicProcedure.use(({ ctx, next }) => {
    const { caller } = ctx
    if (caller.kind === 'anonymous') throw accessError('KEY_REQUIRED', { need: scope })
    requireScope(caller.scopes, scope)
    return next({ ctx: { ...ctx, caller } })
  })
}
