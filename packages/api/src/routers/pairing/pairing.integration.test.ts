import { nodeRegistryAbi } from '@network3/chain/abi/node-registry'
import type { Deployment } from '@network3/chain/deployment'
import { registrationTypedData } from '@network3/chain/typed-data'
import { countryToBytes2 } from '@network3/core/countries'
import type { Address, Hex } from '@network3/core/hex'
import { signText } from '@network3/protocol/node/node-signature'
import { pairingText } from '@network3/protocol/pairing/registration'
import { createActor } from '@network3/testing/actors'
import { startAnvil } from '@network3/testing/anvil'
import { deployTestContracts } from '@network3/testing/contracts'
import { createTestClient, http } from 'viem'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { appRouter } from '../../router.ts'
import { createTestApi, type TestApi } from '../../testing/create-test-api.ts'
import { startSponsor } from '../../testing/start-sponsor.ts'

const SPEC_HASH: Hex = `0x${'5e'.repeat(32)}`
/** Answers any ERC-1271 question with yes: PUSH4 magic, SHL by 224, MSTORE, RETURN. */
const YES_SAYER: Hex = '0x631626ba7e60e01b60005260206000f3'

let anvil: Awaited<ReturnType<typeof startAnvil>>
let deployment: Deployment
let sponsor: Awaited<ReturnType<typeof startSponsor>>
let api: TestApi
let aheadMs = 0
let networks = 0
let call: ReturnType<typeof appRouter.createCaller>

beforeAll(async () => {
  anvil = await startAnvil()
  deployment = await deployTestContracts(anvil.rpcUrl)
  sponsor = await startSponsor(anvil.rpcUrl, deployment, { SPONSOR_OPERATOR_LIMIT: '2' })
  api = await createTestApi({
    ...{ empty: true, rpcUrl: anvil.rpcUrl, deployment, sponsorUrl: sponsor.url },
    clock: { now: () => Date.now() + aheadMs, sleep: () => Promise.resolve() },
  })
})
beforeEach(() => {
  aheadMs = 0
  // A network of its own for each test, so that limits do not meet.
  call = appRouter.createCaller({ ...api.context, callerNetwork: `10.0.${networks++}.0/24` })
})
afterAll(async () => {
  await api.close()
  await sponsor.stop()
  await anvil.stop()
})

const newWallet = () => privateKeyToAccount(generatePrivateKey())
const lower = (address: Address) => address.toLowerCase() as Address

/** A node as its agent opens a pairing for it. */
function newNode() {
  const privateKey = generatePrivateKey()
  const account = privateKeyToAccount(privateKey)
  const offered = {
    ...{ node: lower(account.address), capabilities: 1, country: 'DE', specHash: SPEC_HASH, nonce: '0' },
    deadline: Math.floor(Date.now() / 1000) + 3_600,
  }
  const opening = (openedAt = Date.now()) => ({
    ...{ ...offered, openedAt },
    signature: signText(privateKey, pairingText({ ...offered, chainId: deployment.chainId, openedAt })),
  })
  return { account, offered, opening, open: () => call.pairing.open(opening()) }
}
type TestNode = ReturnType<typeof newNode>

const signRegistration = (signer: PrivateKeyAccount, { offered }: TestNode, operator: Address) =>
  signer.signTypedData(
    registrationTypedData(deployment.chainId, deployment.contracts.nodeRegistry, {
      ...{ operator, node: offered.node, capabilities: offered.capabilities, specHash: offered.specHash },
      ...{ country: countryToBytes2(offered.country), nonce: 0n, deadline: BigInt(offered.deadline) },
    }),
  )
async function signedPairing(node: TestNode, wallet: PrivateKeyAccount) {
  const { code, pairingId } = await node.open()
  const operator = lower(wallet.address)
  const signature = await signRegistration(wallet, node, operator)
  await call.pairing.sign({ code, operator: wallet.address, signature })
  return { code, pairingId, operator, signature: await signRegistration(node.account, node, operator) }
}
const finish = ({ pairingId, operator, signature }: Awaited<ReturnType<typeof signedPairing>>) =>
  call.pairing.finish({ pairingId, operator, signature })
const operatorOf = async (node: Address) =>
  (await createActor(anvil.rpcUrl, 8).readContract({
    ...{ address: deployment.contracts.nodeRegistry, abi: nodeRegistryAbi },
    ...{ functionName: 'operatorOf', args: [node] },
  })) as Address

describe('pairing', () => {
  test('registers a node with a wallet that holds nothing, once both have signed', async () => {
    const node = newNode()
    const wallet = newWallet()
    const { code, pairingId } = await node.open()
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    const shown = await call.pairing.get({ code: ` ${code.toLowerCase().replace('-', ' ')} ` })
    expect(shown).toMatchObject({
      ...{ state: { code: 'PAIRING_OPEN' }, node: node.account.address, country: 'DE', operator: null },
      ...{ capabilityNames: ['compute'], specHash: SPEC_HASH, nonce: '0', deadline: node.offered.deadline },
    })
    const early = { pairingId, operator: lower(wallet.address), signature: node.opening().signature }
    await expect(call.pairing.finish(early)).rejects.toMatchObject({ cause: { code: 'PAIRING_NOT_SIGNED' } })

    const operator = lower(wallet.address)
    const signature = await signRegistration(wallet, node, operator)
    await call.pairing.sign({ code, operator: wallet.address, signature })
    expect(await call.pairing.poll({ pairingId })).toMatchObject({
      ...{ state: { code: 'PAIRING_SIGNED' }, operator: wallet.address },
    })
    const done = { pairingId, operator, signature: await signRegistration(node.account, node, operator) }
    const finished = await call.pairing.finish(done)
    expect(finished).toMatchObject({ state: { code: 'PAIRING_DONE' }, operator: wallet.address })
    expect(finished.txHash).toMatch(/^0x/)
    expect(await operatorOf(node.offered.node)).toBe(wallet.address)
    expect(await call.pairing.getRegistration({ node: node.offered.node })).toEqual({
      ...{ operator: wallet.address, isRetired: false, nonce: '1' },
    })
    // Sent twice, it is the same pairing; and the page sees how it ended.
    expect(await call.pairing.finish(done)).toEqual(finished)
    expect(await call.pairing.get({ code })).toMatchObject({ txHash: finished.txHash })
    await expect(node.open()).rejects.toMatchObject({ cause: { code: 'PAIRING_NODE_TAKEN' } })
  })

  test('takes the word of a wallet that is a contract', async () => {
    const node = newNode()
    const wallet = newWallet()
    const chain = createTestClient({ chain: foundry, mode: 'anvil', transport: http(anvil.rpcUrl) })
    await chain.setCode({ address: wallet.address, bytecode: YES_SAYER })
    const { code, pairingId } = await node.open()
    const operator = lower(wallet.address)
    await call.pairing.sign({ code, operator, signature: '0x5151' })
    const signature = await signRegistration(node.account, node, operator)
    await call.pairing.finish({ pairingId, operator, signature })
    expect(await operatorOf(node.offered.node)).toBe(wallet.address)
  })

  test('refuses signatures of others, over something else, or by no key', async () => {
    const node = newNode()
    const wallet = newWallet()
    const { code } = await node.open()
    const ofStranger = await signRegistration(newWallet(), node, lower(wallet.address))
    const ofOther = await signRegistration(wallet, newNode(), lower(wallet.address))
    for (const signature of [ofStranger, ofOther, '0x5151'] as const) {
      const signing = call.pairing.sign({ code, operator: wallet.address, signature })
      await expect(signing).rejects.toMatchObject({ cause: { code: 'PAIRING_OPERATOR_SIGNATURE_INVALID' } })
    }
    const { opening } = newNode()
    const stolen = { ...opening(), node: node.offered.node }
    await expect(call.pairing.open(stolen)).rejects.toMatchObject({
      cause: { code: 'PAIRING_PROOF_INVALID' },
    })
    const paired = await signedPairing(newNode(), wallet)
    const ofNoNode = { ...paired, signature: await signRegistration(wallet, node, paired.operator) }
    await expect(finish(ofNoNode)).rejects.toMatchObject({
      cause: { code: 'PAIRING_NODE_SIGNATURE_INVALID' },
    })
  })

  test('lets one wallet sign: it again, another one never', async () => {
    const node = newNode()
    const wallet = newWallet()
    const { code } = await signedPairing(node, wallet)
    const again = await signRegistration(wallet, node, lower(wallet.address))
    const signed = await call.pairing.sign({ code, operator: wallet.address, signature: again })
    expect(signed.state.code).toBe('PAIRING_SIGNED')
    const other = newWallet()
    const second = call.pairing.sign({
      ...{
        code,
        operator: other.address,
        signature: await signRegistration(other, node, lower(other.address)),
      },
    })
    await expect(second).rejects.toMatchObject({ code: 'CONFLICT', cause: { code: 'PAIRING_CODE_USED' } })
  })

  test('ends when its owner does not know the wallet that signed', async () => {
    const paired = await signedPairing(newNode(), newWallet())
    await call.pairing.decline({ pairingId: paired.pairingId })
    await expect(finish(paired)).rejects.toMatchObject({ cause: { code: 'PAIRING_DECLINED' } })
    expect((await call.pairing.get({ code: paired.code })).state.code).toBe('PAIRING_DECLINED')
  })

  test('ends after ten minutes, and when a newer code was made', async () => {
    const node = newNode()
    const wallet = newWallet()
    const first = await node.open()
    await expect(call.pairing.open(node.opening(Date.now() - 60_000))).rejects.toMatchObject({
      cause: { code: 'PAIRING_PROOF_INVALID' },
    })
    const second = await node.open()
    expect((await call.pairing.get({ code: first.code })).state.code).toBe('PAIRING_REPLACED')
    aheadMs = 600_001
    const signature = await signRegistration(wallet, node, lower(wallet.address))
    const late = call.pairing.sign({ code: second.code, operator: wallet.address, signature })
    await expect(late).rejects.toMatchObject({ cause: { code: 'PAIRING_EXPIRED' } })
    expect((await call.pairing.poll({ pairingId: second.pairingId })).state.code).toBe('PAIRING_EXPIRED')
    await expect(call.pairing.open(newNode().opening())).rejects.toMatchObject({
      cause: { code: 'PAIRING_CLOCK_WRONG' },
    })
  })

  test('stops who guesses codes', async () => {
    const { code } = await newNode().open()
    for (let guess = 0; guess < 10; guess++)
      await expect(call.pairing.get({ code: `0000-000${guess}` })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    const right = call.pairing.get({ code })
    await expect(right).rejects.toMatchObject({ cause: { code: 'PAIRING_LOOKUPS_LIMITED' } })
  })

  test('pays for as many as a wallet gets in a day, also when they come together', async () => {
    const wallet = newWallet()
    const paired = []
    for (let index = 0; index < 3; index++) paired.push(await signedPairing(newNode(), wallet))
    const ended = await Promise.allSettled(paired.map(finish))
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    expect(ended.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { cause: { code: 'SPONSOR_OPERATOR_LIMIT' } },
    })
  })

  test('says so when nobody pays', async () => {
    const paired = await signedPairing(newNode(), newWallet())
    const { createSponsorClient } = await import('../../pairing/create-sponsor-client.ts')
    const alone = { ...api.context, sponsor: createSponsorClient('http://127.0.0.1:9') }
    const attempt = appRouter.createCaller(alone).pairing.finish({
      ...{ pairingId: paired.pairingId, operator: paired.operator, signature: paired.signature },
    })
    await expect(attempt).rejects.toMatchObject({ cause: { code: 'SPONSOR_UNAVAILABLE' } })
  })
})
