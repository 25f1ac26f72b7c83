// The API as a process of its own, over a database that others use too. Clocks run. Without a chain nothing asks one, and
// a lease and its nodes are as an indexer would have left them.

import type { Deployment } from '@network3/chain/deployment'
import { localRichAccount } from '@network3/chain/local-economy'
import type { Address, Hex } from '@network3/core/hex'
import { replaceGenerations } from '@network3/db/write/key-generations'
import { setLeases } from '@network3/db/write/lease-rows'
import { openWriter, type Writer } from '@network3/db/write/open-writer'
import { createLogger } from '@network3/service/logger'
import { bytesToHex, hexToBytes } from 'viem'
import { createContext } from '../context.ts'
import { serveApi } from './serve-api.ts'
import { delegatorAddress, N3, operatorAddress, testDeployment, txHash } from './test-actors.ts'

type Transaction = Parameters<Parameters<Writer['transaction']>[0]>[0]

type Options = {
  databaseUrl: string
  masterPublicKey: Hex
  voucherSigner: Address
  gatewayUrls: string[]
  nodes: { address: Address; bundle: Hex; epoch: number }[]
  slots: number
  chain?: { rpcUrl: string; deployment: Deployment }
}

const options = JSON.parse(process.argv[2] ?? '{}') as Options
const seconds = Math.floor(Date.now() / 1000)
const zero: Hex = `0x${'00'.repeat(32)}`
const writer = await openWriter(options.databaseUrl, 31337)
if (writer === undefined) throw new Error('another test writes to this database')
await writer.transaction(async (tx) => {
  if (options.chain === undefined) await seedLease(tx)
  await replaceGenerations(tx, [
    {
      ...{
        number: 1,
        masterPublicKey: options.masterPublicKey,
        threshold: 3,
        members: [zero],
        announcedAt: seconds,
      },
      ...{ announcedTx: txHash(2), status: 'active', endedAt: null, stopReason: null, proofHash: null },
    },
  ])
  for (const [position, { address, bundle, epoch }] of options.nodes.entries()) {
    await (options.chain === undefined ? seedNode(tx, address) : passCheck(tx, address))
    await tx.query(
      `INSERT INTO key_bundle (master_public_key, position, name, epoch, user_point, key_hash, leaf, bundle, published_at)
       VALUES ($1, $2, $3, $4, $5, $5, $5, $6, now())`,
      [
        ...[hexToBytes(options.masterPublicKey), position, `did:n3:${address}#node`, epoch],
        ...[Buffer.alloc(32, position), hexToBytes(bundle)],
      ],
    )
  }
})
await writer.close()
const { chain } = options
const context = createContext({
  databaseUrl: options.databaseUrl,
  deployment: chain?.deployment ?? testDeployment,
  rpcUrl: chain?.rpcUrl ?? 'http://127.0.0.1:9',
  endpoints: { gatewayUrls: options.gatewayUrls, kgcUrls: [], rpcUrl: chain?.rpcUrl },
  logger: createLogger('api', 'trace'),
  ...(chain === undefined ? { parameters } : { faucetPrivateKey: faucetKey() }),
})
const server = await serveApi(context)
process.once(
  'SIGTERM',
  () =>
    void server
      .stop()
      .then(context.close)
      .then(() => process.exit(0)),
)
console.log(JSON.stringify({ url: server.origin }))

async function seedLease(tx: Transaction): Promise<void> {
  await setLeases(tx, [
    {
      ...{ id: 1n, offerId: zero, operator: operatorAddress(3), renter: delegatorAddress(0) },
      ...{ voucherSigner: options.voucherSigner, kind: 'compute', specHash: zero, slots: options.slots },
      ...{ units: 1_000n, minUnits: 0n, pricePerUnitWei: N3, openedAt: seconds, openedTx: txHash(1) },
      ...{ expiresAt: seconds + 3_600, status: 'open', thawEndsAt: null, closed: null, redeemedUnits: 0n },
      ...{ paidWei: 0n, feeWei: 0n, refundedWei: 0n, escrowWei: 1_000n * N3, heldUnits: 0n, claim: null },
      ...{ lodgedUnits: 0n, settled: null },
    },
  ])
}

async function seedNode(tx: Transaction, address: Address): Promise<void> {
  await tx.query(
    `INSERT INTO node (address, operator, capabilities, country, spec_hash, registered_block, registered_at)
     VALUES ($1, $2, 1, 'DE', $3, 1, now())`,
    [hexToBytes(address), hexToBytes(operatorAddress(3)), Buffer.alloc(32)],
  )
}

/** As a gateway leaves it when the node has solved work with a known answer, in an epoch that is long ahead. */
async function passCheck(tx: Transaction, address: Address): Promise<void> {
  await tx.query(
    `INSERT INTO canary (epoch, node, number, job_id, input, gateway, status, given_at, judged_at)
     VALUES (1000000, $1, 0, $2, $3, 'g0', 'passed', now(), now())`,
    [hexToBytes(address), `check of ${address}`, Buffer.alloc(8)],
  )
}

/** Of no chain. */
async function parameters() {
  return {
    clock: { genesisAt: BigInt(seconds - 100), epochLength: 60n },
    ...{
      minimumStakeWei: N3,
      minimumSelfStakeWei: N3,
      thawSeconds: 60n,
      tokenCapWei: N3,
      leaseGraceSeconds: 60,
    },
  }
}

function faucetKey(): Hex {
  const { privateKey } = localRichAccount('faucet').getHdKey()
  if (privateKey === null) throw new Error('the local faucet has a key')
  return bytesToHex(privateKey)
}
