import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Context } from '@network3/api/context'
import { handleIncoming, isApiPath } from '@network3/api/handle-incoming'
import { openContext } from '../trpc/open-context.ts'

let context: Context | undefined

/** Answers a call of the API; false for any other request, and until the context is there: Next says why it is not. */
export function answerCall(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  headers: readonly { key: string; value: string }[],
): boolean {
  if (!isApiPath(incoming.url)) return false
  if (context === undefined) {
    openContext().then(
      (made) => {
        context = made
      },
      () => undefined,
    )
    return false
  }
  for (const { key, value } of headers) outgoing.setHeader(key, value)
  void handleIncoming(incoming, outgoing, context)
  return true
}
