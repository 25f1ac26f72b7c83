import { rm } from 'node:fs/promises'
import { AppError } from '@network3/core/app-error'
import { z } from 'zod'
import { type AgentStatus, statusSchema } from '../status/agent-status.ts'
import type { AgentHome } from './open-home.ts'

const FILE = 'agent.json'
const runningSchema = z.strictObject({ pid: z.int(), port: z.int(), token: z.string() })

/** The agent of a folder that runs now. */
export type RunningAgent = {
  status(): Promise<AgentStatus>
  /** One of the page's actions. */
  act(name: string): Promise<void>
  pageUrl: string
}

/** Undefined when none runs: no file, or nobody of ours answers where it says. */
export async function findRunningAgent(home: AgentHome): Promise<RunningAgent | undefined> {
  const file = await home.readJson(FILE, runningSchema).catch(() => undefined)
  if (file === undefined) return undefined
  const base = `http://127.0.0.1:${file.port}`
  const status = async () => {
    const response = await fetch(`${base}/status.json`, { signal: AbortSignal.timeout(3_000) })
    return statusSchema.parse(await response.json())
  }
  const answered = await status().catch(() => undefined)
  if (answered?.pid !== file.pid) return undefined
  return {
    status,
    pageUrl: `${base}/#${file.token}`,
    act: async (name) => {
      const headers = { 'x-n3-token': file.token }
      const response = await fetch(`${base}/${name}`, { method: 'POST', headers })
      await response.body?.cancel()
      if (!response.ok) throw new AppError('FORBIDDEN', `The agent refused: ${response.status}.`)
    },
  }
}

/** Notes where this agent is found. Throws CONFLICT when another one runs on the folder: one key is one session. */
export async function claimHome(home: AgentHome, at: { port: number; token: string }) {
  const other = await findRunningAgent(home)
  if (other !== undefined)
    throw new AppError('CONFLICT', `An agent runs on ${home.folder} already: see ${other.pageUrl}`)
  await home.writeJson(FILE, { pid: process.pid, ...at })
  return { release: () => rm(home.path(FILE), { force: true }) }
}
