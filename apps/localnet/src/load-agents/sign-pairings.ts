import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Deployment } from '@network3/chain/deployment'
import { registrationTypedData } from '@network3/chain/typed-data'
import { systemClock } from '@network3/service/clock'
import type { Logger } from '@network3/service/logger'
import { type LocalAccount, stringToHex } from 'viem'
import { z } from 'zod'
import { AGENTS, ownerOf } from '../network/agent-spec.ts'

/** What a running agent leaves in its home. */
const runningSchema = z.object({ port: z.int() })
const statusSchema = z.object({
  node: z.string(),
  registered: z.object({ operator: z.string().nullable() }),
  pairing: z.object({ code: z.string(), operator: z.string().nullable() }).nullable(),
})
const hex = z
  .string()
  .regex(/^0x[0-9a-fA-F]+$/)
  .transform((text) => text as `0x${string}`)
const pairingSchema = z.object({
  result: z.object({
    data: z.object({
      ...{ node: hex, specHash: hex, country: z.string(), capabilities: z.int() },
      ...{ nonce: z.string(), deadline: z.int(), operator: hex.nullable() },
    }),
  }),
})

type PairingDeps = { siteUrl: string; deployment: Deployment; logger: Logger }

const LOOK_MS = 1_500

/** Signs for agent n with its owner's wallet, until each is registered or the signal comes. */
export async function signPairings(
  deps: PairingDeps,
  agentHomes: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(
    agentHomes.map(async (home, index) => {
      const agent = AGENTS[index]
      if (agent === undefined) return
      const { account } = ownerOf(agent)
      while (!signal.aborted) {
        try {
          if (await signPairing(deps, home, account)) return
        } catch (error) {
          deps.logger.debug({ err: error, home }, 'the agent or the site does not answer yet')
        }
        await systemClock.sleep(LOOK_MS, signal)
      }
    }),
  )
}

/**
 * Does with a wallet what its owner does on the site: enters the code that the agent shows, and signs. True when the
 * node is registered. Throws when agent or site do not answer; asking again is safe.
 */
async function signPairing(
  { siteUrl, deployment, logger }: PairingDeps,
  home: string,
  owner: LocalAccount,
): Promise<boolean> {
  const { port } = runningSchema.parse(JSON.parse(await readFile(join(home, 'agent.json'), 'utf8')))
  const status = statusSchema.parse(await readJson(`http://127.0.0.1:${port}/status.json`))
  if (status.registered.operator !== null) return true
  const code = status.pairing?.code
  if (code === undefined || status.pairing?.operator !== null) return false
  const found = pairingSchema.parse(
    await readJson(`${siteUrl}/api/trpc/pairing.get?input=${encodeURIComponent(JSON.stringify({ code }))}`),
  ).result.data
  if (found.operator !== null) return false
  const signature = await owner.signTypedData(
    registrationTypedData(deployment.chainId, deployment.contracts.nodeRegistry, {
      ...{ operator: owner.address, node: found.node, capabilities: found.capabilities },
      ...{ country: stringToHex(found.country), specHash: found.specHash },
      ...{ nonce: BigInt(found.nonce), deadline: BigInt(found.deadline) },
    }),
  )
  await readJson(`${siteUrl}/api/trpc/pairing.sign`, { code, operator: owner.address, signature })
  logger.info({ node: status.node, operator: owner.address }, 'a pairing was signed')
  return false
}

async function readJson(url: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url, {
    ...(body === undefined
      ? {}
      : {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            origin: new URL(url).origin,
            'x-n3-client': 'localnet',
          },
          body: JSON.stringify(body),
        }),
    signal: AbortSignal.timeout(10_000),
  })
  const answer: unknown = await response.json()
  if (!response.ok)
    throw new Error(`${url} answered ${response.status}: ${JSON.stringify(answer).slice(0, 300)}`)
  return answer
}
