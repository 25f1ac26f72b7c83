import { fork } from 'node:child_process'
import { join } from 'node:path'
import { waitUntil } from '@network3/testing/wait-until'
import type { AgentsOrder, AgentsReport } from './run-agents.ts'

const PATIENCE_MS = 900_000

export type Loader = {
  tell(order: AgentsOrder): void
  hear<R extends AgentsReport['report']>(name: R): Promise<Extract<AgentsReport, { report: R }>>
  /** Agents that are in so far. */
  opening(): number
}

/** A process full of agents. */
export function startLoader(): Loader {
  const child = fork(join(import.meta.dirname, 'run-agents.ts'))
  const reports: AgentsReport[] = []
  child.on('message', (report: AgentsReport) => reports.push(report))
  child.on('exit', (code) => {
    if (code !== 0) throw new Error(`A process of agents exited with ${code}.`)
  })
  return {
    tell: (order) => void child.send(order),
    hear: <R extends AgentsReport['report']>(name: R) =>
      waitUntil(
        `agents reported ${name}`,
        () =>
          reports.find((report): report is Extract<AgentsReport, { report: R }> => report.report === name),
        PATIENCE_MS,
      ),
    opening: () => reports.findLast((report) => report.report === 'opening')?.open ?? 0,
  }
}
