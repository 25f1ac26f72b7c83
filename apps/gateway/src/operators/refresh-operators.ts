import type { Pool } from '@network3/db/pool'
import { listenBlocks } from '@network3/db/queries/block/listen-blocks'
import { findNodeOperators } from '@network3/db/queries/node-session/find-node-operators'
import type { Clock } from '@network3/service/clock'
import type { Logger } from '@network3/service/logger'
import { backOffMs } from '@network3/service/retry'
import type { Link } from '../session/link.ts'

const CHUNK = 1_000

/** Looks up whose nodes these are; gives those for whom it changed. */
export async function refreshOperators(pool: Pool, links: readonly Link[]): Promise<Link[]> {
  const changed: Link[] = []
  for (let from = 0; from < links.length; from += CHUNK) {
    const chunk = links.slice(from, from + CHUNK)
    const operators = await findNodeOperators(
      pool,
      chunk.map((link) => link.node),
    )
    for (const link of chunk) {
      const operator = operators.get(link.node)
      if (operator === link.operator) continue
      link.operator = operator
      changed.push(link)
    }
  }
  return changed
}

export type OperatorWatch = {
  pool: Pool
  databaseUrl: string
  logger: Logger
  clock: Clock
  signal: AbortSignal
  links: () => Iterable<Link>
  onChange: (link: Link) => void
  /** How often all are looked up, unregistered or not. */
  refreshMs: number
}

/**
 * Follows the registry until the signal: after a block with events those without an operator are looked up again,
 * all others in every `refreshMs`, for a transfer or a retirement is rare.
 */
export async function watchOperators(watch: OperatorWatch): Promise<void> {
  const { pool, logger, clock, signal } = watch
  let isBlockNew = false
  let wake = () => {}
  let connectAt = 0
  let failures = 0
  let listener: Awaited<ReturnType<typeof listenBlocks>> | undefined
  let isConnected = false
  let refreshedAt = clock.now()
  const onBlock = () => {
    isBlockNew = true
    wake()
  }
  signal.addEventListener('abort', () => wake())
  while (!signal.aborted) {
    try {
      if (!isConnected && clock.now() >= connectAt) {
        listener = await listenBlocks(watch.databaseUrl, {
          onBlock: ({ eventCount }) => {
            if (eventCount > 0) onBlock()
          },
          onLost: () => {
            isConnected = false
            onBlock()
          },
        })
        isConnected = true
        isBlockNew = true
      }
      const isDue = clock.now() - refreshedAt >= watch.refreshMs
      if (isDue || isBlockNew) {
        isBlockNew = false
        const all = [...watch.links()]
        if (isDue) refreshedAt = clock.now()
        const asked = isDue ? all : all.filter((link) => link.operator === undefined)
        for (const link of await refreshOperators(pool, asked)) watch.onChange(link)
      }
      failures = 0
    } catch (err) {
      failures += 1
      connectAt = clock.now() + backOffMs(failures, { baseMs: 200, maxMs: 10_000 })
      logger.warn({ err, failures }, 'registry was not read')
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 1_000)
      wake = () => {
        clearTimeout(timer)
        // Blocks come in bursts: a short wait takes them together.
        setTimeout(resolve, signal.aborted ? 0 : 100)
      }
      if (signal.aborted || isBlockNew) wake()
    })
  }
  if (isConnected) await listener?.close()
}
