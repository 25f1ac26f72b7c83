import type { RouterOutputs } from '@network3/api/types'
import { type Fact, FactList } from '@network3/ui/fact-list'
import { Instant } from '@network3/ui/instant'
import { RelativeTime } from '@network3/ui/relative-time'
import { SectionHead } from '@network3/ui/section-head'

type Node = RouterOutputs['nodes']['get']

/** What the registry says of a node, and what its gateway does. */
export function NodeFacts({ node, now }: { node: Node; now: string }) {
  return (
    <section aria-labelledby="facts">
      <SectionHead id="facts" title="Now" note="registry and session" />
      <FactList facts={[...registryFacts(node), ...sessionFacts(node, now)]} />
    </section>
  )
}

function registryFacts(node: Node): Fact[] {
  return [
    { label: 'Registered, UTC', value: <Instant at={node.registeredAt} /> },
    ...(node.retiredAt === null ? [] : [{ label: 'Retired, UTC', value: <Instant at={node.retiredAt} /> }]),
    { label: 'Capabilities', value: node.capabilities.join(', ') || 'none' },
  ]
}

function sessionFacts(node: Node, now: string): Fact[] {
  const { session, isOnline, lastSeenAt, slots, freeSlots, lastCheck, epoch } = node
  if (session === null || lastSeenAt === null) return [{ label: 'Session', value: 'never had one' }]
  return [
    {
      label: isOnline ? 'Online since, UTC' : 'Last online since, UTC',
      value: <Instant at={session.onlineSince} />,
    },
    { label: 'Last heard of', value: <RelativeTime at={lastSeenAt} now={now} /> },
    {
      label: 'Job slots',
      value: isOnline ? `${freeSlots ?? 0} of ${slots ?? 0} free` : `${slots ?? 0}`,
      note: `${session.kinds.join(', ') || 'no kind of job'}; ${Number(BigInt(session.memoryBytes) >> 20n).toLocaleString('en-US')} MiB lent at most`,
    },
    { label: 'Determinism classes', value: session.classes.join(', ') || 'none' },
    {
      label: 'Last check',
      value:
        lastCheck === null
          ? 'none yet'
          : `epoch ${lastCheck.epoch}: ${lastCheck.isValid ? 'right' : lastCheck.isLate ? 'too late' : 'wrong'}`,
      note: `Work with a known answer, at a random time of each epoch. Now it is epoch ${epoch}.`,
    },
    { label: 'Software, by its own word', value: session.agent },
    { label: 'Gateway', value: session.gateway },
  ]
}
