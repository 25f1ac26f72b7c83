import { isAppError } from '@network3/core/app-error'
import { initTRPC, TRPCError } from '@trpc/server'
import type { Context } from './context.ts'
import { formatError } from './errors/format-error.ts'
import { trpcCodeOf } from './errors/trpc-code-of.ts'

/** What every procedure says of itself; docs/api.md is made from it. */
export type ProcedureMeta = { summary: string }

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

/** An AppError gets its tRPC code, and with it its HTTP status, here and nowhere else. */
const withErrorCodes = trpc.middleware(async ({ next }) => {
  const result = await next()
  if (!result.ok && isAppError(result.error.cause)) {
    const { cause } = result.error
    throw new TRPCError({ code: trpcCodeOf(cause.code), message: cause.message, cause })
  }
  return result
})

export const createRouter = trpc.router
export const publicProcedure = trpc.procedure.use(withErrorCodes)
