import { handleTrpcRequest } from '@network3/api/handle-trpc-request'
import { paths } from '../../../../paths.ts'
import { getContext } from '../../../../trpc/context.ts'

/** Limits, origin checks and the router are all in packages/api; here it is only mounted. */
async function handle(request: Request): Promise<Response> {
  return handleTrpcRequest(request, await getContext(), { endpoint: paths.trpc })
}

export { handle as GET, handle as POST }
