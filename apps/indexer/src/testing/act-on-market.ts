import { keyDirectoryAbi } from '@network3/chain/abi/key-directory'
import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { stakingAbi } from '@network3/chain/abi/staking'
import {
  encodeOrders,
  type Offer,
  offerTypedData,
  usageTypedData,
  voucherTypedData,
} from '@network3/chain/lease-typed-data'
import { localAccount, localAttestors } from '@network3/chain/local-economy'
import type { Actor } from '@network3/testing/actors'
import { parseEther, stringToHex } from 'viem'
import type { Random } from './random.ts'
import type { TestChain } from './test-chain.ts'

export const session = localAccount('session', 0)
const by = (actor: Actor) => ({ account: actor.account, chain: actor.chain })

/** Something somebody might do on the lease market, through its own doors. Throws where it refuses. */
export async function actOnMarket(chain: TestChain, random: Random): Promise<unknown> {
  const { leaseMarket, staking } = chain.deployment.contracts
  const market = { address: leaseMarket, abi: leaseMarketAbi } as const
  const [operator, renter] = [chain.actor(random.below(2)), chain.actor(random.below(4))]
  const args = [operator.account.address] as const
  const mayOffer = await renter.readContract({
    ...{ address: staking, abi: stakingAbi, functionName: 'hasMinimumSelfStake', args },
  })
  if (!mayOffer) return chain.stake(operator, operator, parseEther('100'))
  const count = await renter.readContract({ ...market, functionName: 'leaseCount' })
  if (count === 0n || random.below(4) === 0) return openLease(chain, random, operator, renter)
  if (random.below(12) === 0) {
    return chain.send(operator, {
      ...{ ...by(operator), ...market },
      ...(random.below(2) === 0
        ? { functionName: 'cancelOffer', args: [BigInt(random.below(3))] }
        : { functionName: 'cancelOffersBelow', args: [BigInt(random.below(3))] }),
    })
  }
  const leaseId = 1n + BigInt(random.below(Number(count)))
  const lease = await renter.readContract({ ...market, functionName: 'leaseOf', args: [leaseId] })
  const left = Number(lease.units - lease.redeemedUnits)
  const cumulativeUnits = lease.redeemedUnits + BigInt(1 + random.below(Math.max(1, left)))
  const usage = { leaseId, cumulativeUnits }
  const { chainId } = chain.deployment
  const partyOf = (address: string) =>
    chain.actors.find(({ account }) => account.address === address) ?? renter
  switch (random.below(8)) {
    case 0: {
      const party = partyOf(random.pick([lease.renter, lease.operator]))
      return chain.send(party, { ...by(party), ...market, functionName: 'close', args: [leaseId] })
    }
    case 1: {
      const attestors = localAttestors().slice(0, 2)
      const signers = attestors.map(({ address }) => address)
      const typed = usageTypedData(chainId, leaseMarket, usage)
      const signatures = await Promise.all(attestors.map((attestor) => attestor.signTypedData(typed)))
      return chain.send(renter, {
        ...{ ...by(renter), ...market, functionName: 'lodgeUsage' },
        args: [leaseId, cumulativeUnits, signers, signatures],
      })
    }
    case 2: {
      const party = partyOf(lease.renter)
      return chain.send(party, { ...by(party), ...market, functionName: 'contestUsage', args: [leaseId] })
    }
    default: {
      const signature = await session.signTypedData(voucherTypedData(chainId, leaseMarket, usage))
      return chain.send(renter, {
        ...{ ...by(renter), ...market, functionName: 'redeem' },
        args: [leaseId, cumulativeUnits, signature],
      })
    }
  }
}

/** One or two leases of one offer, by the token's transferAndCall. */
export async function openLease(
  chain: TestChain,
  random: Random,
  operator: Actor,
  renter: Actor,
): Promise<unknown> {
  const { chainId, contracts } = chain.deployment
  const offer: Offer = {
    ...{ operator: operator.account.address, kind: random.below(4), specHash: `0x${'5e'.repeat(32)}` },
    ...{ pricePerUnit: 10n ** 15n, slots: 50, minUnits: 3n, maxUnits: 10n ** 6n, maxDuration: 600 },
    ...{ validUntil: 2n ** 40n, nonce: BigInt(random.below(4)) },
  }
  const signature = await operator.signTypedData(offerTypedData(chainId, contracts.leaseMarket, offer))
  const order = {
    ...{ offer, signature, slots: 1 + random.below(2), units: 6n + BigInt(random.below(20)) },
    ...{ maxPricePerUnit: offer.pricePerUnit, voucherSigner: session.address },
  }
  const orders = random.below(3) === 0 ? [order, order] : [order]
  const price = orders.reduce((sum, { units }) => sum + units * offer.pricePerUnit, 0n)
  return chain.send(renter, {
    ...{ ...by(renter), address: contracts.n3Token, abi: n3TokenAbi, functionName: 'transferAndCall' },
    args: [contracts.leaseMarket, price, encodeOrders(orders)],
  })
}

/** Something the key directory's keepers or a name's owner might do. Throws where it refuses. */
export async function actOnKeys(chain: TestChain, random: Random): Promise<unknown> {
  const { admin, publisher } = chain
  const directory = { address: chain.deployment.contracts.keyDirectory, abi: keyDirectoryAbi } as const
  const generation = await admin.readContract({ ...directory, functionName: 'activeGeneration' })
  if (generation === 0 || random.below(4) === 0) {
    const members = Array.from({ length: 4 }, () => random.hex(32))
    return chain.send(admin, {
      ...{ ...by(admin), ...directory, functionName: 'announceGeneration' },
      args: [random.hex(32), 3, members],
    })
  }
  if (random.below(2) === 0) {
    const last = await admin.readContract({
      ...{ ...directory, functionName: 'lastDirectoryEpoch', args: [generation] },
    })
    return chain.send(publisher, {
      ...{ ...by(publisher), ...directory, functionName: 'postDirectoryRoot' },
      args: [generation, last + 1n, random.hex(32), last],
    })
  }
  const owner = chain.actor(random.below(4))
  const name = stringToHex(`did:n3:${owner.account.address.toLowerCase()}#${random.below(3)}`)
  return chain.send(owner, {
    ...{ ...by(owner), ...directory, functionName: 'revoke' },
    args: [generation, name, `0x${'11'.repeat(32)}`],
  })
}
