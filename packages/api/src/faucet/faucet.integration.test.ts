import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { localRichAccount } from '@network3/chain/local-economy'
import { systemClock } from '@network3/service/clock'
import { type AnvilServer, startAnvil } from '@network3/testing/anvil'
import { deployTestContracts } from '@network3/testing/contracts'
import { bytesToHex, createTestClient, http, publicActions } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chainOf } from '../chain/create-chain-client.ts'
import { createTestApi, type TestApi } from '../testing/create-test-api.ts'
import { FAUCET_ETH_WEI, FAUCET_N3_WEI } from './create-faucet.ts'

let anvil: AnvilServer
let api: TestApi
let faucetKey: `0x${string}`
let deployment: Awaited<ReturnType<typeof deployTestContracts>>

beforeAll(async () => {
  anvil = await startAnvil()
  deployment = await deployTestContracts(anvil.rpcUrl)
  const { privateKey } = localRichAccount('faucet').getHdKey()
  if (privateKey === null || privateKey === undefined) throw new Error('the local faucet account has a key')
  faucetKey = bytesToHex(privateKey)
  api = await createTestApi(onAnvil())
})
afterAll(async () => {
  await api.close()
  await anvil.stop()
})

/** With the system's clock: two faucets that collide must really wait. */
function onAnvil() {
  return { empty: true, deployment, rpcUrl: anvil.rpcUrl, faucetPrivateKey: faucetKey, clock: systemClock }
}

function chain() {
  return createTestClient({
    mode: 'anvil',
    chain: chainOf(31337, anvil.rpcUrl),
    transport: http(anvil.rpcUrl),
    pollingInterval: 50,
  }).extend(publicActions)
}

async function balancesOf(address: `0x${string}`) {
  const token = { address: deployment.contracts.n3Token, abi: n3TokenAbi } as const
  return {
    eth: await chain().getBalance({ address }),
    n3: await chain().readContract({ ...token, functionName: 'balanceOf', args: [address] }),
  }
}

const newcomer = () => privateKeyToAddress(generatePrivateKey())
const ask = (address: string) => api.caller.faucet.request({ address, idempotencyKey: crypto.randomUUID() })

describe('on the local chain', () => {
  test('says what it gives', async () => {
    expect(await api.caller.faucet.getInfo()).toMatchObject({
      isEnabled: true,
      reason: null,
      address: localRichAccount('faucet').address,
      ethWei: String(FAUCET_ETH_WEI),
      n3Wei: String(FAUCET_N3_WEI),
    })
  })

  test('many newcomers at once all get both gifts: no two transactions share a nonce', async () => {
    const newcomers = Array.from({ length: 20 }, newcomer)
    const gifts = await Promise.all(newcomers.map(ask))
    expect(new Set(gifts.flatMap(({ ethTxHash, n3TxHash }) => [ethTxHash, n3TxHash])).size).toBe(40)
    for (const { n3TxHash } of gifts) await chain().waitForTransactionReceipt({ hash: n3TxHash })
    for (const address of newcomers) {
      expect(await balancesOf(address)).toEqual({ eth: FAUCET_ETH_WEI, n3: FAUCET_N3_WEI })
    }
  })

  test('another process with the same key does not make it fail', async () => {
    const other = await createTestApi(onAnvil())
    try {
      const theirs = (address: string) =>
        other.caller.faucet.request({ address, idempotencyKey: crypto.randomUUID() })
      const newcomers = Array.from({ length: 8 }, newcomer)
      await Promise.all(newcomers.map((address, index) => (index % 2 === 0 ? ask(address) : theirs(address))))
      for (const address of newcomers) {
        await expect.poll(() => balancesOf(address)).toEqual({ eth: FAUCET_ETH_WEI, n3: FAUCET_N3_WEI })
      }
    } finally {
      await other.close()
    }
  })

  test('one address is not given to twice within its rest', async () => {
    const address = newcomer()
    await ask(address)
    await expect(ask(address.toLowerCase())).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      cause: { code: 'FAUCET_LIMIT' },
    })
  })

  test('an address that is none is refused', async () => {
    await expect(ask('0x1234')).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  test('reads what the contracts were deployed with', async () => {
    const real = await createTestApi({ empty: true, deployment, rpcUrl: anvil.rpcUrl, parameters: undefined })
    try {
      const parameters = await real.context.parameters()
      expect(parameters).toMatchObject({
        clock: { epochLength: 60n },
        minimumStakeWei: 10n ** 18n,
        minimumSelfStakeWei: 100n * 10n ** 18n,
        thawSeconds: 60n,
        tokenCapWei: 10n ** 27n,
      })
    } finally {
      await real.close()
    }
  })
})

describe('elsewhere', () => {
  test('there is none on another chain, even with a key', async () => {
    const other = await createTestApi({
      empty: true,
      deployment: { ...deployment, chainId: 10 },
      rpcUrl: anvil.rpcUrl,
      faucetPrivateKey: faucetKey,
    })
    try {
      expect(await other.caller.faucet.getInfo()).toMatchObject({
        isEnabled: false,
        reason: { code: 'FAUCET_DISABLED' },
      })
      const gift = other.caller.faucet.request({ address: newcomer(), idempotencyKey: crypto.randomUUID() })
      await expect(gift).rejects.toMatchObject({ cause: { code: 'FAUCET_DISABLED' } })
    } finally {
      await other.close()
    }
  })

  test('a chain that does not answer is said to be so, and the address may ask again', async () => {
    const dead = await createTestApi({ empty: true, deployment, faucetPrivateKey: faucetKey })
    try {
      const address = newcomer()
      for (let attempt = 0; attempt < 2; attempt++) {
        const gift = dead.caller.faucet.request({ address, idempotencyKey: crypto.randomUUID() })
        await expect(gift).rejects.toMatchObject({ cause: { code: 'FAUCET_UNAVAILABLE' } })
      }
    } finally {
      await dead.close()
    }
  })
})
