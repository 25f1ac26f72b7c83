import { createInterface } from 'node:readline/promises'
import { AppError } from '@network3/core/app-error'
import { bitsOfCapabilities } from '@network3/core/capabilities'
import type { Address } from '@network3/core/hex'
import { reasonOf } from '@network3/core/reasons'
import type { NodeKey } from '../home/node-key.ts'
import type { AgentHome } from '../home/open-home.ts'
import { changeSettings, parseCountry, type Settings } from '../home/settings.ts'
import { type Confirmation, confirmOperator } from '../pairing/confirm-operator.ts'
import { formatCode } from '../pairing/show-code.ts'
import { createSiteClient, type SiteEndpoints } from '../site/site-client.ts'
import { say } from './options.ts'

export type PairWith = {
  home: AgentHome
  key: NodeKey
  settings: Settings
  siteUrl: string
  endpoints: SiteEndpoints
  expected: Address | undefined
  show?: (shown: { code: string; url: string; expiresAt: number } | undefined) => void
  ask?: (confirmation: Confirmation | undefined) => void
  signal: AbortSignal
}

/** Pairs the node in this terminal (and on the local page). Throws reasons of pairing, INPUT_INVALID without a country. */
export async function pairWith(options: PairWith): Promise<Address> {
  const { home, key, siteUrl, endpoints, expected, signal, show, ask } = options
  const country = options.settings.country ?? (await askCountry(home))
  const [{ pairNode }, { describeHardware }] = await Promise.all([
    import('../pairing/pair-node.ts'),
    import('../pairing/describe-hardware.ts'),
  ])
  const specHash = await describeHardware(home)
  const paired = await pairNode({
    ...{ site: createSiteClient(siteUrl), endpoints, key, say, signal },
    details: { capabilities: bitsOfCapabilities(['compute']), country, specHash },
    show: (shown) => {
      show?.(shown)
      say(formatCode(shown))
    },
    confirm: (operator) => confirmOperator(operator, { expected, say, ask: ask ?? (() => undefined) }),
  })
  if (expected !== undefined && paired.operator !== expected) {
    throw new AppError('PAIRING_NODE_TAKEN', reasonOf('PAIRING_NODE_TAKEN').sentence)
  }
  return paired.operator
}

async function askCountry(home: AgentHome): Promise<string> {
  if (process.stdin.isTTY !== true)
    throw new AppError('INPUT_INVALID', 'In which country is this device? Say it once: --country DE')
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const country = parseCountry(await lines.question('In which country is this device (two letters)? '))
    await changeSettings(home, { country })
    return country
  } finally {
    lines.close()
  }
}
