import { completeUserKey, type UserKey } from '@network3/clsc/user-key'
import type { IssuedPartialKey, IssuingRequest } from '@network3/protocol/kgc/issuing-client'

/** Joins both halves; throws unless the partial key is right for this very request. */
export function completeKey(request: IssuingRequest, issued: IssuedPartialKey): UserKey {
  const name = { id: new TextEncoder().encode(request.name), epoch: request.epoch }
  return completeUserKey(issued.domain, name, request.userSecret, issued.partialKey)
}
