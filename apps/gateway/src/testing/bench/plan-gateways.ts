import { readFileSync } from 'node:fs'

/** Descriptors of a gateway that are no agents. */
const SPARE_DESCRIPTORS = 150
const MOST_GATEWAYS = 4

export type Plan = { agents: number; gateways: number; says: string | undefined }

/**
 * As few gateways as hold so many agents: one, where a process may open that many files. `limit`: files of a process.
 */
export function planGateways(wanted: number, limit: number): Plan {
  const most = limit - SPARE_DESCRIPTORS
  if (most >= wanted) return { agents: wanted, gateways: 1, says: undefined }
  const gateways = Math.min(MOST_GATEWAYS, Math.ceil(wanted / most))
  const agents = Math.min(wanted, gateways * most)
  const says = `A process may open ${limit} files here (ulimit -Hn), so one gateway can hold ${most} of ${wanted} agents: ${gateways} gateways share ${agents}.`
  return { agents, gateways, says }
}

/** Linux: what this process and its children may open at most. */
export function descriptorLimit(): number {
  const line = /Max open files\s+\d+\s+(\d+|unlimited)/.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1]
  return line === undefined || line === 'unlimited' ? Number.POSITIVE_INFINITY : Number(line)
}
