import { appRouter } from '@network3/api/router'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { paths } from '../../../../paths.ts'
import { getContext } from '../../../../trpc/context.ts'

function handle(request: Request): Promise<Response> {
  return fetchRequestHandler({
    endpoint: paths.trpc,
    req: request,
    router: appRouter,
    createContext: getContext,
  })
}

export { handle as GET, handle as POST }
