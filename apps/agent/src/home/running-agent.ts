import { rm } from 'node:fs/promises'
import { AppError } from '@network3/core/app-error'
import { z } from 'zod'
import { askHttp } from '../site/ask-http.ts'
import { type AgentStatus, statusSchema } from '../status/agent-status.ts'
import type { AgentHome } from './open-home.ts'

const FILE = 'agent.json'
const ASKING = { timeoutMs: 5_000, maxBytes: 2 ** 20 }
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
    const { body } = await askHttp(new URL('/status.json', base), ASKING)
    return statusSchema.parse(JSON.parse(body.toString('utf8')))
  }
  const answered = await status().catch(() => undefined)
  if (answered?.pid !== file.pid) return undefined
  return {
    status,
    pageUrl: `${base}/#${file.token}`,
    act: async (name) => {
      const headers = { 'x-n3-token': file.token }
      const { status } = await askHttp(new URL(`/${name}`, base), { ...ASKING, method: 'POST', headers })
      if (status !== 200) throw new AppError('FORBIDDEN', `The agent refused: ${status}.`)
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
