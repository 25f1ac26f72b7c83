import { localRichAccount } from '@network3/chain/local-economy'
import { decodeActivationCode } from '@network3/core/activation-code'
import { lowerAddress } from '@network3/core/address'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followEconomy } from '../economy/book/chain-book.ts'
import { activateDevice, buyDevices, callSale, shipDevices } from '../economy/chain/device-calls.ts'
import { sendAcceptedCalls } from '../economy/chain/send-calls.ts'
import { type EconomyUnderTest, startEconomyUnderTest } from '../economy/economy-under-test.ts'
import { setupEconomy } from '../economy/setup/setup-economy.ts'
import { findCommitment, turnDeviceOn } from './play-device.ts'

let economy: EconomyUnderTest
let first: bigint
const treasury = localRichAccount('treasury')
const fulfiller = localRichAccount('fulfiller')
const owner = lowerAddress(treasury.address)

const play = (tokenId: bigint) => ({
  client: economy.chain.client,
  deployment: economy.chain.deployment,
  tokenId,
})
const show = (tokenId: bigint, whose = owner, country = 'DE') => turnDeviceOn(play(tokenId), whose, country)

beforeAll(async () => {
  economy = await startEconomyUnderTest()
  const { chain, plan } = economy
  await setupEconomy(chain, plan)
  const { store } = await followEconomy(chain).bookAt(await chain.client.getBlockNumber())
  first = BigInt(store.devices.size + 1)
  const unitPriceWei = store.batches.get(2)?.unitPriceWei ?? 0n
  const purchase = { batchId: 2, quantity: 3, unitPriceWei }
  await sendAcceptedCalls(chain, [buyDevices(chain.deployment, treasury, purchase)])
})
afterAll(() => economy.stop())

describe('turnDeviceOn', () => {
  it('shows nothing before the device has shipped, nor for one that never was or was given back', async () => {
    const { chain } = economy
    await expect(show(first)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/not been shipped/),
    })
    await expect(show(first + 3n)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await sendAcceptedCalls(chain, [
      callSale(chain.deployment, treasury, { functionName: 'refund', args: [first + 2n] }),
    ])
    await expect(show(first + 2n)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/refunded/),
    })
  })

  it('shows its owner a code the contracts take, once; the next one names another node', async () => {
    const { chain } = economy
    const shipment = { tokenId: first, keyCommitment: findCommitment(play(first)) }
    await sendAcceptedCalls(chain, [shipDevices(chain.deployment, fulfiller, [shipment])])
    await expect(show(first, lowerAddress(fulfiller.address))).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(show(first, owner, 'XX')).rejects.toMatchObject({ code: 'INPUT_INVALID' })

    const { code, node, expiresAt } = await show(first)
    expect(expiresAt.getTime()).toBeGreaterThan(Number((await chain.client.getBlock()).timestamp) * 1000)
    const activation = activateDevice(chain.deployment, treasury, decodeActivationCode(code))
    await sendAcceptedCalls(chain, [activation])
    await expect(sendAcceptedCalls(chain, [activation])).rejects.toMatchObject({ code: 'TX_REVERTED' })
    const again = await show(first)
    expect(again.node).not.toBe(node)
    await sendAcceptedCalls(chain, [
      activateDevice(chain.deployment, treasury, decodeActivationCode(again.code)),
    ])
  })

  it('says so when the device left with another key', async () => {
    const { chain } = economy
    const shipment = { tokenId: first + 1n, keyCommitment: findCommitment(play(first)) }
    await sendAcceptedCalls(chain, [shipDevices(chain.deployment, fulfiller, [shipment])])
    await expect(show(first + 1n)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/another key/),
    })
  })
})

it('plays on the local chain alone', () => {
  const deployment = { ...economy.chain.deployment, chainId: 10 }
  expect(() => findCommitment({ ...play(1n), deployment })).toThrow(
    expect.objectContaining({ code: 'CHAIN_MISMATCH' }),
  )
})
