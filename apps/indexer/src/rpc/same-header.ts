import type { RpcHeader } from './rpc-header.ts'

/** Equal in all that is read of a header: two contents under one hash are a lie of one of them. */
export function areSameHeader(left: RpcHeader, right: RpcHeader): boolean {
  return (
    left.hash === right.hash &&
    left.number === right.number &&
    left.parentHash === right.parentHash &&
    left.minedAt === right.minedAt &&
    left.receiptsRoot === right.receiptsRoot &&
    left.logsBloom === right.logsBloom
  )
}

/**
 * What two lists of headers have in common: a block that one of them lacks counts as not there, for one provider may
 * be behind the other. Undefined where they contradict each other.
 */
export function commonHeaders(
  left: readonly (RpcHeader | undefined)[],
  right: readonly (RpcHeader | undefined)[],
): (RpcHeader | undefined)[] | undefined {
  const common: (RpcHeader | undefined)[] = []
  for (const [index, own] of left.entries()) {
    const other = right[index]
    if (own !== undefined && other !== undefined && !areSameHeader(own, other)) return undefined
    common.push(own === undefined || other === undefined ? undefined : own)
  }
  return common
}
