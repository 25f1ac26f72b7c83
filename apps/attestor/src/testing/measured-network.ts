import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { nodeRegistryAbi } from '@network3/chain/abi/node-registry'
import { stakingAbi } from '@network3/chain/abi/staking'
import { connectChain } from '@network3/chain/chain-reader'
import { readEpochTerms } from '@network3/chain/epochs/epoch-terms'
import { createSnapshotFinder } from '@network3/chain/epochs/find-snapshot'
import { localAccount, localAttestors, localPrivateKey } from '@network3/chain/local-economy'
import { registrationTypedData } from '@network3/chain/typed-data'
import { epochStartsAt } from '@network3/core/epochs'
import type { Address } from '@network3/core/hex'
import { type NodeReceipts, serialiseReceiptsFile, type WorkRecord } from '@network3/core/receipts-file'
import { uptimeNonce } from '@network3/core/uptime-nonce'
import { encodeHashChain, hashChainGas, hashChainHashes } from '@network3/protocol/node/hash-chain'
import { signText } from '@network3/protocol/node/node-signature'
import { uptimeText, workReceiptText } from '@network3/protocol/node/signed-texts'
import { type Actor, createActors } from '@network3/testing/actors'
import { startAnvil } from '@network3/testing/anvil'
import { deployTestContracts } from '@network3/testing/contracts'
import { createTestClient, type Hex, http, parseEther, stringToHex } from 'viem'

export type MeasuredNetwork = Awaited<ReturnType<typeof startMeasuredNetwork>>

/**
 * A real chain with two staked operators of two nodes each (places 0, 1 and 1000, 1001), a newcomer that never had a
 * token with one (place 2000), and somebody who serves receipts over HTTP as a gateway does. All attestors of the local
 * profile can pay for gas.
 */
export async function startMeasuredNetwork() {
  const anvil = await startAnvil()
  const deployment = await deployTestContracts(anvil.rpcUrl)
  const chain = connectChain(anvil.rpcUrl, deployment)
  const terms = await readEpochTerms(chain)
  const actors = await createActors(anvil.rpcUrl, 13)
  const [treasury, ...operators] = [1, 10, 11, 12].flatMap((index) => actors[index] ?? [])
  if (treasury === undefined) throw new Error('no actors')
  const control = createTestClient({ mode: 'anvil', chain: treasury.chain, transport: http(anvil.rpcUrl) })
  for (const { address } of localAttestors()) await control.setBalance({ address, value: parseEther('10') })

  const send = async (actor: Actor, request: Parameters<Actor['writeContract']>[0]) => {
    const receipt = await actor.waitForTransactionReceipt({ hash: await actor.writeContract(request) })
    if (receipt.status !== 'success') throw new Error(`${request.functionName} was reverted.`)
  }
  const from = (actor: Actor) => ({ account: actor.account, chain: actor.chain })
  const { n3Token, staking, nodeRegistry } = deployment.contracts
  const giveStake = async (operator: Actor) => {
    const { address } = operator.account
    await send(treasury, {
      ...{ ...from(treasury), address: n3Token, abi: n3TokenAbi },
      ...{ functionName: 'transfer', args: [address, parseEther('1000')] },
    })
    const approve = [staking, 2n ** 256n - 1n] as const
    const token = { ...from(operator), address: n3Token, abi: n3TokenAbi }
    await send(operator, { ...token, functionName: 'approve', args: approve })
    const stake = [address, parseEther('500')] as const
    const pool = { ...from(operator), address: staking, abi: stakingAbi }
    await send(operator, { ...pool, functionName: 'stake', args: stake })
  }
  for (const [place, operator] of operators.entries()) {
    const isStaked = place < 2
    if (isStaked) await giveStake(operator)
    for (const index of isStaked ? [0, 1] : [0]) {
      const node = localAccount('node', place * 1_000 + index)
      const specHash: Hex = `0x${'11'.repeat(32)}`
      const country = stringToHex('DE')
      const deadline = 2n ** 48n
      const registration = { node: node.address, capabilities: 1, country, specHash, nonce: 0n, deadline }
      const signature = await node.signTypedData(
        registrationTypedData(deployment.chainId, nodeRegistry, {
          ...registration,
          operator: operator.account.address,
        }),
      )
      await send(operator, {
        ...{ ...from(operator), address: nodeRegistry, abi: nodeRegistryAbi, functionName: 'register' },
        args: [node.address, 1, country, specHash, deadline, signature],
      })
    }
  }

  const gateway = await serveReceipts()
  const beacons = createSnapshotFinder(chain)

  /** What a node did all through an epoch, signed by it. */
  const receiptsOf = async (epoch: bigint, nodeIndex: number): Promise<NodeReceipts> => {
    const beacon = await beacons.lastBlockBefore(epochStartsAt(terms.clock, epoch))
    const key = localPrivateKey('node', nodeIndex)
    const node = localAccount('node', nodeIndex).address.toLowerCase() as Address
    const challenge = { epoch: Number(epoch), slot: 23, before: 0x7f_ffff, node }
    const nonce = uptimeNonce({ ...challenge, beacon: beacon.hash })
    const text = uptimeText({ chainId: deployment.chainId, ...challenge, nonce })
    const answers = [{ slot: 23, before: 0x7f_ffff, signature: signText(key, text) }]
    const work = [canaryOf(deployment.chainId, node, key, `${epoch}${nodeIndex}`)]
    return { node, subnet: `0x${String(nodeIndex).padStart(64, '0')}`, answers, lateChecks: 0, work }
  }

  return {
    chain,
    terms,
    control,
    anvil,
    gateway,
    receiptsOf,
    /** Serves an epoch's receipts, of these nodes. */
    publish: async (epoch: bigint, nodes: NodeReceipts[]) => {
      const beacon = await beacons.lastBlockBefore(epochStartsAt(terms.clock, epoch))
      gateway.set(
        epoch,
        serialiseReceiptsFile({
          ...{ version: 1, chainId: deployment.chainId, epoch: Number(epoch) },
          beacon: { number: Number(beacon.number), hash: beacon.hash },
          nodes: [...nodes].sort((a, b) => (a.node < b.node ? -1 : 1)),
        }),
      )
    },
    /** An epoch with blocks all through it. */
    passEpoch: async () => {
      for (let part = 0; part < 6; part++) {
        await control.increaseTime({ seconds: 10 })
        await control.mine({ blocks: 1 })
      }
    },
    stop: async () => {
      await gateway.close()
      await anvil.stop()
    },
  }
}

function canaryOf(chainId: number, node: Address, key: Hex, id: string): WorkRecord {
  const chain = { seed: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), rounds: 1_000 }
  const hash: Hex = `0x${'11'.repeat(32)}`
  const unsigned: Omit<WorkRecord['receipt'], 'signature'> = {
    ...{ chainId, node, jobId: `job_${id.padStart(32, '0')}`, fence: 1, moduleHash: hash, resultHash: hash },
    ...hashChainHashes(chain),
    ...{ gas: String(hashChainGas(chain.rounds)), durationMs: 5 },
    outcome: 'ok',
    reason: null,
    class: 'D0',
  }
  const receipt = { ...unsigned, signature: signText(key, workReceiptText(unsigned)) }
  const input: Hex = `0x${Buffer.from(encodeHashChain(chain)).toString('hex')}`
  return { origin: 'canary', isValid: true, leaseId: null, input, receipt }
}

/** Stands where a gateway is: what is set is served. */
export async function serveReceipts() {
  const texts = new Map<string, string>()
  const server = createServer((request, response) => {
    const epoch = /^\/v1\/epochs\/(\d+)\/receipts\.json$/.exec(request.url ?? '')?.[1]
    const text = texts.get(epoch ?? '')
    response.writeHead(text === undefined ? 404 : 200)
    response.end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    set: (epoch: bigint, text: string) => void texts.set(String(epoch), text),
    get: (epoch: bigint) => texts.get(String(epoch)),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
