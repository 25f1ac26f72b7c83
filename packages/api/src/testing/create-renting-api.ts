import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { localRichAccount } from '@network3/chain/local-economy'
import type { Address, Hex } from '@network3/core/hex'
import { createActor } from '@network3/testing/actors'
import { startAnvil } from '@network3/testing/anvil'
import { deployTestContracts } from '@network3/testing/contracts'
import { encodeAbiParameters, encodeFunctionData, type LocalAccount, numberToHex, parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAccount, privateKeyToAddress } from 'viem/accounts'
import { createTestApi } from './create-test-api.ts'
import { type PublishInput, seedOfferers, signOffer } from './offer-maker.ts'
import { batchCalls, sendAll, type Transaction } from './send-all.ts'
import { N3, TIP_AT } from './test-actors.ts'

/** Staked on the chain, and told to the database. */
export const operator = localRichAccount('demo')
/** Known to the database alone: one with two kinds, and one whose stake is too small. */
export const islander = privateKeyToAccount(`0x${'1a'.repeat(32)}`)
export const poor = privateKeyToAccount(`0x${'1b'.repeat(32)}`)

const FAR = 4_000_000_000

/**
 * The API between a real chain and a real database that no indexer connects: what the chain alone knows, it has to say
 * itself. The server's time is set by the test, the chain's is the machine's.
 */
export async function createRentingApi() {
  const anvil = await startAnvil()
  const deployment = await deployTestContracts(anvil.rpcUrl)
  let now = (TIP_AT + 1) * 1000
  const clock = { now: () => now, sleep: () => Promise.resolve() }
  const api = await createTestApi({ rpcUrl: anvil.rpcUrl, deployment, clock })
  const stakeWei = parseEther('200')
  await seedOfferers(api, [
    { address: operator.address, stakeWei, country: 'IS', lends: ['compute'] },
    { address: islander.address, stakeWei: 2n * stakeWei, country: 'NZ', lends: ['compute', 'bandwidth'] },
    { address: poor.address, stakeWei: N3, country: 'NZ', lends: ['dataset'] },
  ])
  const { n3Token, staking, leaseMarket } = deployment.contracts
  const chain = createActor(anvil.rpcUrl, 1)
  const treasury = chain.account.address
  const market = { address: leaseMarket, abi: leaseMarketAbi } as const
  const send = (transactions: readonly Transaction[]) => sendAll(anvil.rpcUrl, transactions)
  await send([{ from: treasury, to: n3Token, data: transferOf(operator.address, stakeWei) }])
  await send([{ from: operator.address, to: n3Token, data: stakeOf(staking, operator.address, stakeWei) }])

  return {
    ...{ api, chain, market, treasury, send },
    wait: (ms: number) => {
      now += ms
    },
    /** Good for years, of `operator` unless said otherwise. */
    publish: async (terms: Partial<PublishInput>, who: LocalAccount = operator) =>
      (await api.caller.offers.publish(await signOffer(deployment, who, { validUntil: FAR, ...terms })))
        .offer,
    balanceOf: (address: Address) =>
      chain.readContract({
        ...{ address: n3Token, abi: n3TokenAbi, functionName: 'balanceOf', args: [address] },
      }),
    /** Wallets with gas and an amount of N3. */
    createRenters: async (count: number, wei: bigint): Promise<Address[]> => {
      const renters = Array.from({ length: count }, () => privateKeyToAddress(generatePrivateKey()))
      const gift = numberToHex(parseEther('10'))
      await batchCalls(
        anvil.rpcUrl,
        renters.map((address) => ({ method: 'anvil_setBalance', params: [address, gift] })),
      )
      const first = await chain.getTransactionCount({ address: treasury })
      await send(
        renters.map((address, index) => ({
          ...{ from: treasury, to: n3Token, data: transferOf(address, wei) },
          nonce: numberToHex(first + index),
        })),
      )
      return renters
    },
    close: async () => {
      await api.close()
      await anvil.stop()
    },
  }
}

function transferOf(to: Address, wei: bigint): Hex {
  return encodeFunctionData({ abi: n3TokenAbi, functionName: 'transfer', args: [to, wei] })
}

function stakeOf(staking: Address, who: Address, wei: bigint): Hex {
  const data = encodeAbiParameters([{ type: 'address' }], [who])
  return encodeFunctionData({
    abi: n3TokenAbi,
    functionName: 'transferAndCall',
    args: [staking, wei, data],
  })
}
