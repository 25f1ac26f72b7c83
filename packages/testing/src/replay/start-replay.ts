import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ReplayHeads, ReplayLimits } from './answer-calls.ts'
import type { History } from './history.ts'

export type ReplayCommand =
  | { type: 'serve'; history: History; limits: ReplayLimits }
  | { type: 'heads'; heads: ReplayHeads }
  | { type: 'reorg'; history: History; heads: ReplayHeads }
export type ReplayReport = { type: 'listening'; port: number } | { type: 'moved' }

export type Replay = {
  rpcUrl: string
  pid: number
  /** Moves the replayed chain's head. */
  setHeads(heads: ReplayHeads): Promise<void>
  /** From now on the chain is another history: a reorg, where both share their first blocks. */
  setHistory(history: History, heads: ReplayHeads): Promise<void>
  stop(): Promise<void>
}

/** Serves a history as a JSON-RPC node on 127.0.0.1, in a process of its own. */
export async function startReplay(history: History, limits: ReplayLimits): Promise<Replay> {
  const child = fork(fileURLToPath(new URL('./serve-history.ts', import.meta.url)), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The replay exited with ${code}.`)
  })
  // Being ended is no error: it is met only by a command that waits for an answer.
  ended.catch(() => {})
  const command = async (message: ReplayCommand): Promise<ReplayReport> => {
    child.send(message)
    const [report] = (await Promise.race([once(child, 'message'), ended])) as [ReplayReport]
    return report
  }
  const report = await command({ type: 'serve', history, limits })
  if (report.type !== 'listening') throw new Error('The replay did not listen.')
  return {
    rpcUrl: `http://127.0.0.1:${report.port}`,
    pid: child.pid ?? 0,
    setHeads: async (heads) => void (await command({ type: 'heads', heads })),
    setHistory: async (next, heads) => void (await command({ type: 'reorg', history: next, heads })),
    stop: async () => {
      if (child.exitCode !== null) return
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}
