const FIELDS =
  /"blockNumber":"(0x[0-9a-f]+)","blockHash":"(0x[0-9a-f]{64})"[^{}]*?"transactionHash":"(0x[0-9a-f]{64})","transactionIndex":"(0x[0-9a-f]+)"/g

/** The transactions of a block, as far as its logs tell of them, for clients that ask for whole blocks. */
export function transactionsOf(logs: Buffer): Record<string, unknown>[] {
  const found = new Map<string, Record<string, unknown>>()
  for (const [, blockNumber, blockHash, hash = '', transactionIndex] of logs
    .toString('latin1')
    .matchAll(FIELDS)) {
    found.set(hash, {
      ...{ blockHash, blockNumber, hash, transactionIndex },
      ...{
        from: `0x${'a1'.repeat(20)}`,
        to: `0x${'b1'.repeat(20)}`,
        input: '0x',
        value: '0x0',
        nonce: '0x1',
      },
      ...{ type: '0x0', gas: '0x5208', gasPrice: '0x1', v: '0x1b', r: '0x1', s: '0x1' },
    })
  }
  return [...found.values()]
}
