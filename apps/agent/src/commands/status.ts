import { checksumAddress } from '@network3/core/address'
import { Command } from 'commander'
import { exitCode, exitCodeOf } from '../exit-codes.ts'
import { readNodeAddress } from '../home/node-key.ts'
import { findRunningAgent } from '../home/running-agent.ts'
import { type AgentStatus, type ShownReason, showReason } from '../status/agent-status.ts'
import { type HomeOptions, openFolder, withHome } from './options.ts'

export function statusCommand(): Command {
  return withHome(new Command('status'))
    .description('Whether the node is online, verified and earning. Ends with 0 when it earns.')
    .option('--json', 'everything, as JSON')
    .action(async (options: HomeOptions & { json?: boolean }) => {
      const status = await readStatus(options)
      if (status === undefined) return notRunning(options)
      console.log(options.json === true ? JSON.stringify(status, undefined, 2) : formatStatus(status))
      process.exitCode = exitCodeOf(status)
    })
}

export function whyCommand(): Command {
  return withHome(new Command('why'))
    .description('Why the node earns, or the exact reason why not and what to do about it.')
    .action(async (options: HomeOptions) => {
      const status = await readStatus(options)
      if (status === undefined) return notRunning(options)
      const { earning, online, key, paused } = status
      console.log(formatReason(earning.reason))
      if (!online.isOnline && online.detail !== null) console.log(`  ${online.detail}`)
      if (paused?.code === 'PAUSED_NO_KEY') {
        console.log(formatReason(paused))
        if (key.problem !== null) console.log(`  ${key.problem}`)
      }
      for (const { at, level, text } of status.events.slice(0, 5)) console.log(`  ${at} ${level} ${text}`)
      process.exitCode = exitCodeOf(status)
    })
}

async function readStatus(options: HomeOptions): Promise<AgentStatus | undefined> {
  const { home } = await openFolder(options)
  return (await findRunningAgent(home))?.status()
}

async function notRunning(options: HomeOptions): Promise<void> {
  const { home } = await openFolder(options)
  const node = await readNodeAddress(home)
  console.log(formatReason(showReason('AGENT_NOT_RUNNING')))
  console.log(node === undefined ? `  No node was made in ${home.folder} yet.` : `  Node ${node}`)
  process.exitCode = exitCode.notRunning
}

function formatReason({ code, sentence, nextStep }: ShownReason): string {
  return `${sentence}${nextStep === null ? '' : ` ${nextStep}`} [${code}]`
}

function formatStatus(status: AgentStatus): string {
  const { registered, online, standing, earning, jobs, capacity, counts, paused, key } = status
  const yes = (isTrue: boolean) => (isTrue ? 'yes' : 'no')
  const rows: [string, string][] = [
    ['node', status.node],
    ['operator', registered.operator === null ? 'not paired' : checksumAddress(registered.operator)],
    [
      'online',
      online.isOnline
        ? `yes, at ${online.gateway} since ${online.since}`
        : `no: ${formatReason(online.reason)}`,
    ],
    [
      'verified',
      standing === null ? 'not known yet' : `${yes(standing.isVerified)}, epoch ${standing.epoch}`,
    ],
    ['earning', `${yes(earning.isEarning)}: ${formatReason(earning.reason)}`],
    ['work', `${jobs.filter(({ phase }) => phase !== 'finished').length} of ${capacity.slots} slots`],
    ['done', `${counts.finished}, failed by their own error ${counts.failed}, given back ${counts.refused}`],
    ['paused', paused === null ? 'no' : formatReason(paused)],
    ['key', key.epoch === null ? (key.problem ?? 'none') : `of day ${key.epoch}`],
    ['site', status.siteUrl],
  ]
  return rows.map(([name, text]) => `${name.padEnd(9)} ${text}`).join('\n')
}
