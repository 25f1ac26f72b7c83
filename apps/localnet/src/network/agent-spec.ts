import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { localAccount } from '@network3/chain/local-economy'
import type { LocalAccount } from 'viem'
import { economyCountries } from '../economy/setup/plan-economy.ts'
import type { ServiceSpec } from '../supervise/keep-service.ts'
import type { Program } from '../supervise/launch-child.ts'

/** Real agents of the local network, each in a home of its own. */
export const AGENTS = [1, 2, 3] as const
export type AgentNumber = (typeof AGENTS)[number]
export type AgentPorts = Record<`agent${AgentNumber}`, number>

export type AgentPlace = {
  root: string
  ports: AgentPorts
  /** Their homes. */
  folder: string
  cacheFolder: string
  siteUrl: string
  env: NodeJS.ProcessEnv
}

/** What each lends: three devices that differ. */
const limits: Record<AgentNumber, string[]> = {
  1: ['--cpu', '50', '--memory', '1024'],
  2: ['--cpu', '25', '--memory', '512', '--kinds', 'wasm', '--classes', 'D0'],
  3: ['--cpu', '50', '--memory', '768', '--nice', '15'],
}

/** Agent n belongs to the nth operator of the local economy, and is where that operator is. */
export function ownerOf(agent: AgentNumber): { account: LocalAccount; country: string } {
  const country = economyCountries[agent - 1]
  if (country === undefined) throw new Error(`Nobody owns agent ${agent}.`)
  return { account: localAccount('operator', agent - 1), country }
}

function program({ root, env, cacheFolder }: AgentPlace, args: string[]): Program {
  return {
    command: process.execPath,
    args: ['src/main.ts', ...args],
    folder: join(root, 'apps/agent'),
    env: { ...env, NODE_COMPILE_CACHE: cacheFolder },
  }
}

export function agentHome({ folder }: Pick<AgentPlace, 'folder'>, agent: AgentNumber): string {
  return join(folder, String(agent))
}

/** Sets what a new agent may use, as its owner would; undefined when that was done. */
export function limitsJob(place: AgentPlace, agent: AgentNumber): Program | undefined {
  const home = agentHome(place, agent)
  if (existsSync(join(home, 'limits.json'))) return undefined
  return program(place, ['limits', '--home', home, '--battery', 'on', ...limits[agent]])
}

/** Pairs with its owner's wallet at the first start, and takes no other's. Its page is where its home says. */
export function agentService(place: AgentPlace, agent: AgentNumber): ServiceSpec {
  const { account, country } = ownerOf(agent)
  return {
    name: `agent-${agent}`,
    program: program(place, [
      ...['up', '--home', agentHome(place, agent), '--site', place.siteUrl, '--country', country],
      ...['--port', String(place.ports[`agent${agent}`]), '--yes-operator', account.address],
    ]),
    readyWithinMs: 60_000,
  }
}
