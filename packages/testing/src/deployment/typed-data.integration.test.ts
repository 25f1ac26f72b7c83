import { edgeDeviceAbi } from '@network3/chain/abi/edge-device'
import { keyDirectoryAbi } from '@network3/chain/abi/key-directory'
import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { nodeRegistryAbi } from '@network3/chain/abi/node-registry'
import { rewardsAbi } from '@network3/chain/abi/rewards'
import type { Deployment } from '@network3/chain/deployment'
import { activationTypes, edgeDeviceDomain } from '@network3/chain/device-typed-data'
import { fraudVerdictTypes, keyDirectoryDomain } from '@network3/chain/key-directory-typed-data'
import {
  leaseMarketDomain,
  offerTypedData,
  offerTypes,
  usageTypes,
  voucherTypes,
} from '@network3/chain/lease-typed-data'
import {
  epochRootTypes,
  nodeRegistryDomain,
  registrationTypes,
  rewardsDomain,
  transferTypes,
} from '@network3/chain/typed-data'
import {
  type Abi,
  type Address,
  createPublicClient,
  domainSeparator,
  hashTypedData,
  http,
  keccak256,
  type TypedDataDomain,
  toBytes,
} from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AnvilServer, startAnvil } from '../anvil.ts'
import { deployTestContracts } from '../contracts.ts'

let anvil: AnvilServer
let deployment: Deployment

beforeAll(async () => {
  anvil = await startAnvil()
  deployment = await deployTestContracts(anvil.rpcUrl)
})
afterAll(() => anvil.stop())

type Case = {
  contract: keyof Deployment['contracts']
  abi: Abi
  domain: (chainId: number, address: Address) => TypedDataDomain
  /** The contract's constant, and the type it is the hash of. */
  types: Record<string, Record<string, readonly { name: string; type: string }[]>>
}

const cases: Case[] = [
  {
    ...{ contract: 'nodeRegistry', abi: nodeRegistryAbi, domain: nodeRegistryDomain },
    types: { REGISTRATION_TYPEHASH: registrationTypes, TRANSFER_TYPEHASH: transferTypes },
  },
  {
    ...{ contract: 'rewards', abi: rewardsAbi, domain: rewardsDomain },
    types: { EPOCH_ROOT_TYPEHASH: epochRootTypes },
  },
  {
    ...{ contract: 'edgeDevice', abi: edgeDeviceAbi, domain: edgeDeviceDomain },
    types: { ACTIVATION_TYPEHASH: activationTypes },
  },
  {
    ...{ contract: 'leaseMarket', abi: leaseMarketAbi, domain: leaseMarketDomain },
    types: { OFFER_TYPEHASH: offerTypes, VOUCHER_TYPEHASH: voucherTypes, USAGE_TYPEHASH: usageTypes },
  },
  {
    ...{ contract: 'keyDirectory', abi: keyDirectoryAbi, domain: keyDirectoryDomain },
    types: { FRAUD_VERDICT_TYPEHASH: fraudVerdictTypes },
  },
]

function ask(contract: Case['contract'], abi: Abi, functionName: string, args: readonly unknown[] = []) {
  const client = createPublicClient({ transport: http(anvil.rpcUrl) })
  return client.readContract({ address: deployment.contracts[contract], abi, functionName, args })
}

test.each(cases)(
  'a digest of ours is one of $contract: its domain, its types',
  async ({ contract, abi, ...ours }) => {
    const address = deployment.contracts[contract]
    const domain = { ...ours.domain(deployment.chainId, address), chainId: BigInt(deployment.chainId) }
    expect(await ask(contract, abi, 'DOMAIN_SEPARATOR')).toBe(domainSeparator({ domain }))
    for (const [constant, types] of Object.entries(ours.types)) {
      const [text] = Object.entries(types).map(
        ([name, fields]) => `${name}(${fields.map((field) => `${field.type} ${field.name}`).join(',')})`,
      )
      expect(await ask(contract, abi, constant), text).toBe(keccak256(toBytes(text ?? '')))
    }
  },
)

test('the id of an offer is the digest its operator signs', async () => {
  const offer = {
    ...{ operator: deployment.contracts.staking, kind: 3, specHash: keccak256('0x5e'), pricePerUnit: 7n },
    ...{ slots: 2, minUnits: 3n, maxUnits: 90n, maxDuration: 60, validUntil: 2n ** 40n, nonce: 2n ** 200n },
  } as const
  const digest = hashTypedData(offerTypedData(deployment.chainId, deployment.contracts.leaseMarket, offer))
  expect(await ask('leaseMarket', leaseMarketAbi, 'hashOffer', [offer])).toBe(digest)
})
