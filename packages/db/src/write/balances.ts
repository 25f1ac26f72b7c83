import type { Address } from '@network3/core/hex'
import type { Client } from '../pool.ts'
import { byteaArray, numericArray } from './binary-array.ts'

/**
 * Adds to token balances; negative amounts take away. An account is listed exactly while it holds something.
 * A balance below zero breaks the table's check and with it the transaction.
 */
export async function addBalances(tx: Client, deltas: ReadonlyMap<Address, bigint>): Promise<void> {
  const moved = [...deltas].filter(([, delta]) => delta !== 0n)
  if (moved.length === 0) return
  const accounts = byteaArray(moved.map(([account]) => account))
  // Update first: INSERT … ON CONFLICT would hold the negative row it proposes against the check.
  await tx.query({
    name: 'add-balances',
    text: `WITH delta AS (SELECT * FROM unnest($1::bytea[], $2::numeric[]) AS d(account, amount)),
           updated AS (
             UPDATE token_balance b SET balance_wei = b.balance_wei + delta.amount
             FROM delta WHERE b.account = delta.account RETURNING b.account
           )
           INSERT INTO token_balance (account, balance_wei)
           SELECT account, amount FROM delta WHERE account NOT IN (SELECT account FROM updated)`,
    values: [accounts, numericArray(moved.map(([, delta]) => delta))],
  })
  await tx.query({
    name: 'drop-empty-balances',
    text: 'DELETE FROM token_balance WHERE account = ANY($1::bytea[]) AND balance_wei = 0',
    values: [accounts],
  })
}
