import { checksumAddress } from '@network3/core/address'
import { Command } from 'commander'
import { readEndpoints } from '../home/endpoints.ts'
import { openNodeKey } from '../home/node-key.ts'
import { createSiteClient } from '../site/site-client.ts'
import { type NetworkOptions, openAgent, readOperator, withNetwork } from './options.ts'
import { pairWith } from './pair-with.ts'

export function pairCommand(): Command {
  return withNetwork(new Command('pair'))
    .description('Pairs the node with a wallet: shows a code, waits for the signature, and registers both.')
    .option('--yes-operator <address>', 'confirms this wallet, and no other, without asking')
    .action(async (options: NetworkOptions & { yesOperator?: string }) => {
      const { home, settings, siteUrl, passphrase } = await openAgent(options)
      const key = await openNodeKey(home, passphrase)
      const { endpoints } = await readEndpoints(home, createSiteClient(siteUrl), { mustBeFresh: true })
      const operator = await pairWith({
        ...{ home, key, settings, siteUrl, endpoints },
        expected: readOperator(options.yesOperator),
        signal: new AbortController().signal,
      })
      console.log(`${key.node} is registered to ${checksumAddress(operator)}.`)
    })
}
