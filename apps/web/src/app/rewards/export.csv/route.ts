import { formatWei } from '@network3/core/units'
import { csvLine } from '../../../features/export/csv.ts'
import { download, streamPages } from '../../../features/export/stream-pages.ts'
import { readAddressParam } from '../../../features/staking/read-address-param.ts'
import { getApi } from '../../../trpc/server.ts'

const columns = [
  'claimed_at',
  'block',
  'epoch',
  'paid_n3',
  'to_operator_n3',
  'to_pool_n3',
  'locked_as_stake',
  'transaction',
]

/** Every claim of an operator as CSV: amounts in N3 with every digit, and the transaction that paid them. */
export function GET(request: Request): Response {
  const { address, problem } = readAddressParam(
    new URL(request.url).searchParams.get('operator') ?? undefined,
  )
  if (address === undefined) {
    return new Response(`${problem ?? 'Say which operator: ?operator=0x…'}\n`, { status: 400 })
  }
  const api = getApi()
  const n3 = (wei: string) => formatWei(BigInt(wei))
  const body = streamPages({
    find: (cursor) => api.rewards.findClaims({ operator: address, limit: 100, cursor }),
    head: csvLine(columns),
    line: (claim) =>
      csvLine([
        claim.claimedAt,
        claim.blockNumber,
        claim.epoch,
        n3(claim.amountWei),
        n3(claim.commissionWei),
        n3(claim.toPoolWei),
        String(claim.isLockedAsStake),
        claim.txHash,
      ]),
    tail: '',
  })
  return download(body, `claims-${address}.csv`, 'text/csv')
}
