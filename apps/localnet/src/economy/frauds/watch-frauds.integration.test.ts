import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { keyDirectoryAbi } from '@network3/chain/abi/key-directory'
import { localRichAccount } from '@network3/chain/local-economy'
import { createBundle } from '@network3/clsc/bundle'
import { createFraudProof } from '@network3/clsc/fraud-proof'
import { startKeyDealer } from '@network3/testing/key-dealer'
import { bytesToHex, encodeFunctionData, type Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendAcceptedCalls } from '../chain/send-calls.ts'
import { type EconomyUnderTest, startEconomyUnderTest } from '../economy-under-test.ts'
import { createFraudWatch } from './watch-frauds.ts'

const NAME = 'did:n3:0xb0b0000000000000000000000000000000000000#phone'
const dealer = startKeyDealer()
let economy: EconomyUnderTest
let site: Server
/** What the directory answers. */
let answer: unknown

beforeAll(async () => {
  economy = await startEconomyUnderTest()
  site = createServer((_, response) => response.end(JSON.stringify(answer)))
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  const { contracts } = economy.chain.deployment
  const masterPublicKey = bytesToHex(dealer.domain.masterPublicKey)
  const members = [1, 2, 3, 4].map((index): Hex => `0x${String(index).repeat(64)}`)
  const data = encodeFunctionData({
    ...{ abi: keyDirectoryAbi, functionName: 'announceGeneration', args: [masterPublicKey, 3, members] },
  })
  await sendAcceptedCalls(economy.chain, [
    { account: localRichAccount('deployer'), to: contracts.keyDirectory, data, gas: 500_000n },
  ])
})
afterAll(async () => {
  await new Promise((resolve) => site.close(resolve))
  await economy.stop()
})

const look = () => {
  const { port } = site.address() as AddressInfo
  return createFraudWatch(economy.chain, `http://127.0.0.1:${port}`, economy.logger)()
}
const generation = () =>
  economy.chain.client.readContract({
    ...{ address: economy.chain.deployment.contracts.keyDirectory, abi: keyDirectoryAbi },
    ...{ functionName: 'generationOf', args: [1] },
  })
const frauds = (...proofs: Hex[]) => ({
  result: { data: { generation: 1, frauds: proofs.map((proof) => ({ name: NAME, epoch: 20_000, proof })) } },
})
const forge = (by: typeof dealer): Hex => {
  const bundle = () => createBundle(by.domain, by.issue(NAME, 20_000))
  return bytesToHex(createFraudProof(by.domain, bundle(), bundle()))
}

describe('the attestors’ look at the directory', () => {
  it('stops nothing while there is no centre, no fraud, or only a claim of one', async () => {
    answer = { error: { message: 'none yet', data: { code: 'UNAVAILABLE' } } }
    expect(await look()).toBe(false)
    answer = frauds()
    expect(await look()).toBe(false)
    answer = frauds('0x1234', forge(startKeyDealer()))
    expect(await look()).toBe(false)
    expect((await generation()).status).toBe(1)
  })

  it('stops the generation on a proof that convicts it, once', async () => {
    answer = frauds('0x1234', forge(dealer))
    expect(await look()).toBe(true)
    expect(await generation()).toMatchObject({ status: 3, stopReason: 1 })
    expect(await look()).toBe(false)
  })

  it('says that the directory does not answer', async () => {
    const silent = createFraudWatch(economy.chain, 'http://127.0.0.1:9', economy.logger)
    await expect(silent()).rejects.toMatchObject({ code: 'FILE_UNREACHABLE', retryable: true })
    answer = { hello: 'world' }
    await expect(look()).rejects.toMatchObject({ code: 'FILE_UNREACHABLE' })
  })
})
