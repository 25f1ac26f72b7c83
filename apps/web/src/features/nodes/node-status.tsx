import type { RouterOutputs } from '@network3/api/types'
import { Badge } from '@network3/ui/badge'

type Node = RouterOutputs['nodes']['find']['items'][number]

const badges = {
  verified: { tone: 'signal', word: 'verified' },
  online: { tone: 'line', word: 'online' },
  offline: { tone: 'warn', word: 'offline' },
  'never-seen': { tone: 'line', word: 'never online' },
  retired: { tone: 'warn', word: 'retired' },
} as const satisfies Record<Node['status'], { tone: 'signal' | 'line' | 'warn'; word: string }>

/** Where a node stands, with why in the title and, unless it is as good as can be, beside it. */
export function NodeStatus({
  node,
  isShort = false,
}: {
  node: Pick<Node, 'status' | 'reasons'>
  isShort?: boolean
}) {
  const { tone, word } = badges[node.status]
  const sentence = node.reasons.map((reason) => reason.sentence).join(' ')
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-0.5">
      <Badge tone={tone} title={sentence}>
        {word}
      </Badge>
      {!isShort && node.status !== 'verified' && (
        <code title={sentence} className="text-ink-3 text-xs">
          {node.reasons[0]?.code}
        </code>
      )}
    </span>
  )
}
