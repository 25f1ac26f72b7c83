import { handleBlobRequest } from '@network3/api/handle-blob-request'
import { getContext } from '../../../../../trpc/context.ts'

/** Sealed bytes of jobs by their SHA-256; who may, and how much, is all in packages/api. */
async function handle(
  request: Request,
  { params }: { params: Promise<{ hash: string }> },
): Promise<Response> {
  const { hash } = await params
  return handleBlobRequest(request, hash, await getContext())
}

export { handle as GET, handle as OPTIONS, handle as PUT }
