import type { Address } from '@network3/core/hex'
import type { Pool } from '@network3/db/pool'
import { findGatewaySessions } from '@network3/db/queries/node-session/find-gateway-sessions'
import { findSessionOwners } from '@network3/db/queries/node-session/find-session-owners'
import { endNodeSessions } from '@network3/db/write/node-sessions'
import type { GatewayMetrics } from '../gateway-metrics.ts'
import type { Link } from '../session/link.ts'

const CHUNK = 1_000

type Verdict = 'ours' | 'lost' | 'replaced'

/** What a node's row says of a link that should be its owner. `lost`: the row is missing, or was swept as stale. */
export function judgeOwner(
  owner: { gateway: string; stream: string; isOnline: boolean } | undefined,
  link: { streamId: string },
  gatewayId: string,
): Verdict {
  if (owner === undefined) return 'lost'
  if (owner.gateway === gatewayId && owner.stream === link.streamId) return owner.isOnline ? 'ours' : 'lost'
  return 'replaced'
}

export type ResyncDeps = {
  pool: Pool
  gatewayId: string
  metrics: GatewayMetrics
  now: () => number
  find: (node: Address) => Link | undefined
  /** Another session has taken the node over. */
  onReplaced: (link: Link) => void
  /** The row has to be written again. */
  onLost: (link: Link) => void
}

/** Asks the database whose the links are, and ends those that went elsewhere. */
export async function settleDoubts(deps: ResyncDeps, links: readonly Link[]): Promise<void> {
  for (let from = 0; from < links.length; from += CHUNK) {
    const chunk = links.slice(from, from + CHUNK)
    const owners = await findSessionOwners(
      deps.pool,
      chunk.map((link) => link.node),
    )
    for (const link of chunk) {
      if (link.status !== 'joined') continue
      const verdict = judgeOwner(owners.get(link.node), link, deps.gatewayId)
      if (verdict === 'replaced') deps.onReplaced(link)
      if (verdict === 'lost') {
        deps.metrics.corrections.inc({ of: 'row' })
        deps.onLost(link)
      }
    }
  }
}

/** Rows that call a node online here though it has no session: what a lost write left. Runs settled. */
export async function endGhosts(deps: ResyncDeps): Promise<void> {
  const ghosts = (await findGatewaySessions(deps.pool, deps.gatewayId)).filter(
    (row) => deps.find(row.node)?.streamId !== row.stream,
  )
  for (let from = 0; from < ghosts.length; from += CHUNK) {
    const chunk = ghosts.slice(from, from + CHUNK)
    await endNodeSessions(
      deps.pool,
      deps.gatewayId,
      chunk.map((row) => ({
        ...{ ...row, endedAt: deps.now() },
        ...({ standing: 'NODE_OFFLINE_LOST', reason: 'NODE_OFFLINE_LOST' } as const),
      })),
    )
    deps.metrics.corrections.inc({ of: 'ghost' }, chunk.length)
  }
}
