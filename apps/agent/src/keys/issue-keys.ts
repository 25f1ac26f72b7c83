import { createInterface } from 'node:readline'
import { AppError, toAppError } from '@network3/core/app-error'
import { openKeyStore } from '@network3/sdk/keys/key-store'
import { createKey, renewKey } from '@network3/sdk/keys/request-key'
import { hexToBytes } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { openNodeKey } from '../home/node-key.ts'
import { openHome } from '../home/open-home.ts'
import { createSiteClient } from '../site/site-client.ts'
import { type IssueAnswer, type IssueRequest, keyFileNameOf } from './issue-messages.ts'

/** The node's device label: its name for sealed messages is did:n3:<node>#node. */
const LABEL = 'node'

/**
 * Has the key of today issued, if it is not there, and publishes bundles that were not yet. A process of its own, once
 * a day: what it loads for that, it takes with it. Request on stdin, answer on stdout, both one line of JSON.
 */
async function main(): Promise<IssueAnswer> {
  for await (const line of createInterface({ input: process.stdin })) return issue(JSON.parse(line))
  throw new AppError('INPUT_INVALID', 'No request came.')
}

async function issue({ folder, passphrase, siteUrl, published }: IssueRequest): Promise<IssueAnswer> {
  const home = await openHome(folder)
  const { privateKey } = await openNodeKey(home, passphrase)
  const site = createSiteClient(siteUrl)
  const { kgc, chainId } = await site.getEndpoints()
  if (kgc === null || kgc.urls.length === 0)
    throw new AppError('KGC_UNREACHABLE', 'The site names no key-generation centre.', { retryable: true })
  const store = openKeyStore(home.path('keys'))
  // A new generation has another master key: its keys are another file.
  const name = keyFileNameOf(kgc.generation)
  const context = {
    ...{ store, passphrase, wallet: privateKeyToAccount(privateKey), nowMs: Date.now() },
    kgc: { urls: kgc.urls, masterPublicKey: hexToBytes(kgc.masterPublicKey), chainId },
  }
  const isThere = (await store.list()).some((entry) => entry.name === name)
  const issued = isThere ? await renewKey(context, name) : await createKey(context, name, LABEL)
  const { bundles } = issued?.file ?? (await store.read(name))
  const told = [...published]
  for (const { bundle } of bundles.slice(0, 2)) {
    if (told.includes(bundle)) continue
    await site.publishBundle(`0x${bundle}`)
    told.push(bundle)
  }
  return {
    ok: true,
    generation: kgc.generation,
    epochs: bundles.map(({ epoch }) => epoch),
    published: told.slice(-4),
  }
}

const answer = await main().catch((error: unknown): IssueAnswer => {
  const { code, message } = toAppError(error)
  return { ok: false, code, message }
})
process.stdout.write(`${JSON.stringify(answer)}\n`)
