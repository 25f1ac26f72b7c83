import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBundle } from '@network3/clsc/bundle'
import { epochAt } from '@network3/clsc/epoch'
import { createUserSecret } from '@network3/clsc/user-key'
import type { Address, Hex } from '@network3/core/hex'
import { nodeIdOf } from '@network3/protocol/node/node-signature'
import { startKeyDealer } from '@network3/testing/key-dealer'
import { createTestDatabase } from '@network3/testing/postgres'
import { bytesToHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { createJobClient, type JobClient, type JobClientOptions } from '../jobs/create-job-client.ts'
import { prepareAgentHome, startAgent } from './prepare-agent.ts'
import { type Program, spawnProgram } from './spawn-program.ts'
import { startChain, startIndexer } from './start-chain.ts'

/** As the API's test deployment has it. */
const LEASE_MARKET: Address = '0xa513E6E4b8f2a923D98304ec87F64353C4D5C853'
const NAME = `did:n3:0x${'a1'.repeat(20)}#laptop`

/** A part that can be ended and begun again as what it was. */
export type Part = { program: Program; restart(): Promise<void> }

/**
 * Lease 1 on the `n3-agent`s of one operator, with everything between its renter and them as processes of their own.
 * `isOnChain`: there is a chain with an indexer too, on which those nodes are registered, and nothing is rented yet.
 */
export async function startNetwork({
  gateways,
  nodes,
  slots,
  kinds = ['wasm'],
  isOnChain = false,
}: {
  gateways: number
  nodes: number
  slots: number
  kinds?: readonly string[]
  isOnChain?: boolean
}) {
  const dealer = startKeyDealer()
  const today = epochAt(Date.now())
  const issue = (name: string) => dealer.issue(name, today)
  const ownKey = { id: NAME, domain: dealer.domain, keys: [issue(NAME)] }
  const session = privateKeyToAccount(`0x${'5e'.repeat(32)}`)
  const masterPublicKey = bytesToHex(dealer.domain.masterPublicKey)
  const folder = mkdtempSync(join(tmpdir(), 'network3-jobs-'))
  const database = await createTestDatabase()
  const keys = Array.from({ length: nodes }, (_, index) => {
    const privateKey: Hex = `0x${String(index + 11).repeat(32)}`
    const address = nodeIdOf(privateKey)
    const userSecret = createUserSecret(dealer.domain)
    const userKey = dealer.issue(`did:n3:${address}#node`, today, userSecret)
    return { privateKey, address, userSecret, userKey, home: join(folder, address) }
  })

  const startPart = async (start: (before: Program | undefined) => Promise<Program>): Promise<Part> => {
    const part: Part = {
      program: await start(undefined),
      restart: async () => {
        part.program = await start(part.program)
      },
    }
    return part
  }
  const chain = isOnChain ? await startChain(keys.map(({ privateKey }) => privateKey)) : undefined
  const gatewayParts = await Promise.all(
    Array.from({ length: gateways }, (_, index) =>
      startPart((before) =>
        spawnProgram('apps/gateway/src/jobs/testing/run-jobs-gateway.ts', {
          ...{ databaseUrl: database.url, gatewayId: `g${index}`, resumeSeconds: 1 },
          ...(before === undefined ? {} : { port: Number(new URL(before.url).port) }),
        }),
      ),
    ),
  )
  const [api] = await Promise.all([
    startPart(() =>
      spawnProgram('packages/api/src/testing/run-api.ts', {
        ...{ databaseUrl: database.url, masterPublicKey, slots },
        gatewayUrls: gatewayParts.map(({ program }) => program.url),
        voucherSigner: session.address.toLowerCase(),
        ...(chain === undefined ? {} : { chain: { rpcUrl: chain.rpcUrl, deployment: chain.deployment } }),
        nodes: keys.map(({ address, userKey }) => ({
          ...{ address, epoch: today, bundle: bytesToHex(createBundle(dealer.domain, userKey)) },
        })),
      }),
    ),
    ...keys.map((key) => prepareAgentHome(key.home, key, dealer, kinds)),
  ])
  const indexer = chain && (await startIndexer(chain, { databaseUrl: database.url, folder }))
  const nodeParts = await Promise.all(
    keys.map(({ home, address }) => startPart(() => startAgent(home, api.program.url, address))),
  )
  return {
    ...{ databaseUrl: database.url, api, gateways: gatewayParts, nodes: nodeParts, ownKey, chain, dealer },
    /** Results that agents keep, because no gateway has confirmed yet that it stored them. */
    keptResults: () => keys.flatMap(({ home }) => readdirSync(join(home, 'results'))),
    /** Another key of the renter's own name. */
    otherKey: () => ({ ...ownKey, keys: [issue(NAME)] }),
    client: (changes: Partial<JobClientOptions> = {}): JobClient =>
      createJobClient({
        ...{ siteUrl: api.program.url, chainId: 31337, leaseMarket: LEASE_MARKET, leaseId: 1n },
        ...{ sessionKey: session, ownKey, ...changes },
      }),
    stop: async () => {
      for (const parts of [nodeParts, gatewayParts, [api]]) {
        await Promise.all(parts.map(({ program }) => program.stop()))
      }
      await indexer?.stop()
      await chain?.stop()
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
