import type { Address, Hex } from '@network3/core/hex'
import {
  type NodeReceipts,
  type ReceiptsFile,
  receiptsFileSchema,
  receiptsHash,
  serialiseReceiptsFile,
} from '@network3/core/receipts-file'
import type { Measured } from '@network3/db/write/epoch-receipts'

const workSchema = receiptsFileSchema.shape.nodes.element.shape.work.element

export type ReceiptsHead = Pick<ReceiptsFile, 'chainId' | 'epoch' | 'beacon'>

/** The text of an epoch's receipts and its hash. `onUnreadable` is told of a kept receipt that is none; it is left out. */
export function composeReceipts(
  head: ReceiptsHead,
  measured: Measured,
  onUnreadable: (receipt: unknown) => void,
): { hash: Hex; content: string } {
  const nodes = new Map<Address, NodeReceipts>()
  const entryOf = (node: Address): NodeReceipts => {
    const known = nodes.get(node)
    if (known !== undefined) return known
    const lateChecks = measured.late.get(node) ?? 0
    const entry: NodeReceipts = {
      node,
      subnet: measured.subnets.get(node) ?? null,
      answers: [],
      lateChecks,
      work: [],
    }
    nodes.set(node, entry)
    return entry
  }
  for (const node of measured.late.keys()) entryOf(node)
  for (const answers of groupByNode(measured.answers))
    entryOf(answers.node).answers.push(...coverSlots(answers.list))
  for (const { receipt, ...work } of measured.work) {
    const parsed = workSchema.safeParse({ ...work, receipt })
    if (parsed.success) entryOf(parsed.data.receipt.node).work.push(parsed.data)
    else onUnreadable(receipt)
  }
  const sorted = [...nodes.values()].sort((a, b) => (a.node < b.node ? -1 : 1))
  for (const { work } of sorted) work.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
  const content = serialiseReceiptsFile({ version: 1, ...head, nodes: sorted })
  return { hash: receiptsHash(content), content }
}

const orderOf = ({ receipt }: NodeReceipts['work'][number]) =>
  `${receipt.jobId}/${String(receipt.fence).padStart(9, '0')}`

type Answer = NodeReceipts['answers'][number]

function groupByNode(answers: Measured['answers']): { node: Address; list: Answer[] }[] {
  const groups = new Map<Address, Answer[]>()
  for (const { node, ...answer } of answers) groups.set(node, [...(groups.get(node) ?? []), answer])
  return [...groups].map(([node, list]) => ({ node, list }))
}

/** As few answers as vouch for every slot that all of them do: the widest first. Ascending by slot. */
function coverSlots(answers: readonly Answer[]): Answer[] {
  const covers = ({ slot, before }: Answer) => before | (1 << slot)
  const size = (bits: number) => bits.toString(2).replaceAll('0', '').length
  const byWidth = [...answers].sort((a, b) => size(covers(b)) - size(covers(a)) || b.slot - a.slot)
  let covered = 0
  const chosen = byWidth.filter((answer) => {
    const isNew = (covers(answer) & ~covered) !== 0
    covered |= covers(answer)
    return isNew
  })
  return chosen.sort((a, b) => a.slot - b.slot)
}
