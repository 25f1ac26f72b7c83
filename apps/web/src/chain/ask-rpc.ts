/**
 * One JSON-RPC question to a node, for forms that need an answer before any wallet layer is loaded. The answer is hex
 * text; throws when the node cannot be reached, refuses, or answers something else.
 */
export async function askRpc(rpcUrl: string, method: string, params: readonly unknown[]): Promise<string> {
  const response = await fetch(rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    signal: AbortSignal.timeout(10_000),
  })
  const answer: unknown = await response.json()
  const result =
    typeof answer === 'object' && answer !== null && 'result' in answer ? answer.result : undefined
  if (typeof result !== 'string' || !/^0x[0-9a-fA-F]+$/.test(result)) {
    throw new Error(`The chain gave no answer to ${method}.`)
  }
  return result
}
