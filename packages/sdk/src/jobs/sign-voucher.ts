import { voucherTypedData } from '@network3/chain/lease-typed-data'
import type { Address, Hex } from '@network3/core/hex'
import { type LocalAccount, recoverTypedDataAddress } from 'viem'
import { invalid } from './open-result.ts'

export type Voucher = { cumulativeUnits: bigint; signature: Hex }

/** Adding up in seconds, a job may finish one that the jobs before it began. */
const ROUNDING_UNITS = 1n

/**
 * A voucher for what a site says is due, if that is not more than this job can account for on top of the last voucher,
 * which proves itself by the session key's own signature: a site cannot talk anybody into more. `arrearsUnits`: due
 * beyond that for results that were accepted by silence. Throws JOB_RESULT_INVALID.
 */
export async function signVoucher(
  account: { chainId: number; leaseMarket: Address; leaseId: bigint; sessionKey: LocalAccount },
  due: { dueUnits: bigint; workMs: number; last: Voucher | undefined; arrearsUnits: bigint },
): Promise<Voucher> {
  const { chainId, leaseMarket, leaseId, sessionKey } = account
  const dataOf = (cumulativeUnits: bigint) =>
    voucherTypedData(chainId, leaseMarket, { leaseId, cumulativeUnits })
  const base = due.last?.cumulativeUnits ?? 0n
  if (due.last !== undefined) {
    const data = dataOf(due.last.cumulativeUnits)
    const signer = await recoverTypedDataAddress({ ...data, signature: due.last.signature })
    if (signer !== sessionKey.address)
      throw invalid('The last voucher the site shows is not of this session key.')
  }
  const accountable = base + BigInt(Math.ceil(due.workMs / 1000)) + ROUNDING_UNITS + due.arrearsUnits
  if (due.dueUnits > accountable) {
    throw invalid(`The site asks for ${due.dueUnits} units where the work accounts for ${accountable}.`)
  }
  const cumulativeUnits = due.dueUnits > base ? due.dueUnits : base
  return { cumulativeUnits, signature: await sessionKey.signTypedData(dataOf(cumulativeUnits)) }
}
