import { formatWei } from '@network3/core/units'
import { type ActivityEvent, describeEvent } from '../../../../features/activity/describe-event.ts'
import { csvLine } from '../../../../features/export/csv.ts'
import { download, streamPages } from '../../../../features/export/stream-pages.ts'
import { getApi } from '../../../../trpc/server.ts'

const columns = [
  'mined_at',
  'block',
  'log_index',
  'tx_hash',
  'contract',
  'event',
  'operator',
  'account',
  'node',
  'moved_n3',
  'total_after_n3',
  'finality',
]

/** Every event of an operator as CSV: each with its transaction, amounts in N3 with every digit. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ address: string }> },
): Promise<Response> {
  const { address } = await params
  if (!/^0x[0-9a-fA-F]{40}$/.test(address)) return new Response('No such operator.\n', { status: 404 })
  const { activity } = getApi()
  const body = streamPages({
    find: (cursor) => activity.find({ operator: address, limit: 100, ...(cursor && { cursor }) }),
    head: csvLine(columns),
    line: (event) =>
      csvLine([
        event.minedAt,
        event.blockNumber,
        event.logIndex,
        event.txHash,
        event.contract,
        event.name,
        event.operator,
        event.account,
        event.node,
        ...amountCells(event),
        event.finality,
      ]),
    tail: '',
  })
  return download(body, `network3-operator-${address}.csv`, 'text/csv')
}

/** What an event moved and what it left are never in one column: a sum over either must mean something. */
function amountCells(event: ActivityEvent & { amountWei: string | null }): [string | null, string | null] {
  if (event.amountWei === null) return [null, null]
  const amount = formatWei(BigInt(event.amountWei))
  return describeEvent(event).hasAmount ? [amount, null] : [null, amount]
}
