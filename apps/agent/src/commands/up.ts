import { Command } from 'commander'
import { openNodeKey } from '../home/node-key.ts'
import { runAgent } from '../run-agent.ts'
import { type AgentEvent, createEventLog } from '../status/event-log.ts'
import { type NetworkOptions, openAgent, readOperator, say, withNetwork } from './options.ts'
import { pairWith } from './pair-with.ts'

type UpOptions = NetworkOptions & { port?: string; yesOperator?: string; pair: boolean }

export function upCommand(): Command {
  return withNetwork(new Command('up'))
    .description('Runs the node in this terminal until it is stopped, and pairs it first if it is new.')
    .option('--port <port>', 'of the local page')
    .option('--yes-operator <address>', 'confirms this wallet, and no other, without asking')
    .option('--no-pair', 'leaves pairing to n3-agent pair')
    .action(async (options: UpOptions) => {
      const { env, home, settings, siteUrl, passphrase } = await openAgent(options)
      const expected = readOperator(options.yesOperator)
      const stop = new AbortController()
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
        process.once(name, () => {
          // The second time it is meant.
          process.once(name, () => process.exit(1))
          stop.abort()
        })
      await runAgent({
        ...{ home: home.folder, passphrase, siteUrl, signal: stop.signal },
        port: options.port === undefined ? env.port : Number(options.port),
        events: createEventLog(print),
        onPage: (url) => say(`Network3 node. Its page: ${url}`),
        pair: options.pair
          ? async ({ endpoints, show, ask, signal }) => {
              const key = await openNodeKey(home, passphrase)
              return pairWith({ home, key, settings, siteUrl, endpoints, expected, show, ask, signal })
            }
          : undefined,
      })
    })
}

/** Lines for a person; for a journal, JSON. */
function print({ at, level, text }: AgentEvent): void {
  if (process.stderr.isTTY === true) say(`${at.slice(11, 19)} ${level === 'info' ? '' : `${level}: `}${text}`)
  else process.stderr.write(`${JSON.stringify({ time: at, level, name: 'agent', msg: text })}\n`)
}
