import { handleRestRequest } from '@network3/api/handle-rest-request'
import { getContext } from '../../../../trpc/context.ts'

/** REST and its OpenAPI document; what is refused, and how, is all in packages/api. */
async function handle(request: Request): Promise<Response> {
  return handleRestRequest(request, await getContext())
}

export { handle as DELETE, handle as GET, handle as OPTIONS, handle as POST }
