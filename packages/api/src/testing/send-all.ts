import type { Address, Hex } from '@network3/core/hex'

export type Transaction = { from: Address; to: Address; data: Hex; nonce?: Hex }

/** Many calls of anvil in one request. */
export async function batchCalls(
  rpcUrl: string,
  calls: readonly { method: string; params: unknown[] }[],
): Promise<unknown[]> {
  const body = JSON.stringify(calls.map((call, id) => ({ jsonrpc: '2.0', id, ...call })))
  const answer = await fetch(rpcUrl, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body },
  })
  const results = (await answer.json()) as { id: number; result?: unknown; error?: { message: string } }[]
  return results
    .toSorted((a, b) => a.id - b.id)
    .map(({ result, error }) => {
      if (error !== undefined) throw new Error(error.message)
      return result
    })
}

/** Sends all, for whoever they are from, before any is mined; and gives whether each succeeded. */
export async function sendAll(rpcUrl: string, transactions: readonly Transaction[]): Promise<boolean[]> {
  await batchCalls(rpcUrl, [
    { method: 'anvil_autoImpersonateAccount', params: [true] },
    { method: 'evm_setAutomine', params: [false] },
  ])
  const hashes = await batchCalls(
    rpcUrl,
    transactions.map((transaction) => ({
      method: 'eth_sendTransaction',
      params: [{ ...transaction, gas: '0xf4240' }],
    })),
  )
  const asked = hashes.map((hash) => ({ method: 'eth_getTransactionReceipt', params: [hash] }))
  // A block holds some of them; the last is mined when the last has a receipt.
  for (let block = 0; block <= transactions.length; block++) {
    await batchCalls(rpcUrl, [{ method: 'anvil_mine', params: ['0x1'] }])
    const receipts = (await batchCalls(rpcUrl, asked)) as ({ status: string } | null)[]
    if (receipts.includes(null)) continue
    await batchCalls(rpcUrl, [{ method: 'evm_setAutomine', params: [true] }])
    return receipts.map((receipt) => receipt?.status === '0x1')
  }
  throw new Error('a transaction was never mined')
}
