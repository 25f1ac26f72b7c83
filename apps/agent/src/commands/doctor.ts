import { Command } from 'commander'
import { checkAgent, type Finding } from '../doctor/check-agent.ts'
import { exitCode } from '../exit-codes.ts'
import { type NetworkOptions, openAgent, withNetwork } from './options.ts'

export function doctorCommand(): Command {
  return withNetwork(new Command('doctor'))
    .description('Checks everything a node needs, and says what to do about each thing that is missing.')
    .action(async (options: NetworkOptions) => {
      const { home, siteUrl, passphrase } = await openAgent(options)
      let isWell = true
      for await (const finding of checkAgent({ home, siteUrl, passphrase })) {
        isWell &&= finding.isOk
        console.log(formatFinding(finding))
      }
      process.exitCode = isWell ? exitCode.done : exitCode.failed
    })
}

function formatFinding({ name, isOk, text, nextStep }: Finding): string {
  return `${isOk ? 'ok  ' : 'NOT '} ${name.padEnd(9)} ${text}${isOk || nextStep === undefined ? '' : `\n              ${nextStep}`}`
}
