import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '@network3/core/app-error'
import { Command } from 'commander'
import { findRunningAgent } from '../home/running-agent.ts'
import { type HomeOptions, openFolder, withHome } from './options.ts'

const ENDS_WITHIN_MS = 30_000

export function downCommand(): Command {
  return withHome(new Command('down'))
    .description('Stops the running agent: it gives back its jobs and says goodbye to its gateway.')
    .action(async (options: HomeOptions) => {
      const { home } = await openFolder(options)
      const agent = await findRunningAgent(home)
      if (agent === undefined) return console.log('The agent is not running.')
      await agent.act('stop')
      const deadline = Date.now() + ENDS_WITHIN_MS
      while ((await findRunningAgent(home)) !== undefined) {
        if (Date.now() > deadline)
          throw new AppError('PROCESS_FAILED', 'The agent was told to stop and still runs.')
        await delay(100)
      }
      console.log('The agent has stopped.')
    })
}
