import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { encodeOrders } from '@network3/chain/lease-typed-data'
import { offerKinds } from '@network3/core/lease-state'
import { encodeFunctionData, type Hex, parseEventLogs } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { askFaucet } from './faucet.ts'
import { createActor } from './local-chain.ts'
import type { Stack } from './stack.ts'
import { waitFor } from './wait-for.ts'

type ListedOffer = { offerId: Hex; operator: Hex; reason: { code: string } }

/** Offers that a query of the market finds now. */
export async function findOffers({ webUrl }: Stack, query: string): Promise<ListedOffer[]> {
  const input = encodeURIComponent(JSON.stringify({ query, limit: 10 }))
  const answer = await fetch(`${webUrl}/api/trpc/offers.find?input=${input}`)
  return (await answer.json()).result.data.items
}

/** Operators of verified nodes that run this kind of job. */
export async function findOperators({ webUrl }: Stack, kind: 'wasm' | 'onnx'): Promise<Hex[]> {
  const ask = async (path: string, input: unknown) => {
    const answer = await fetch(
      `${webUrl}/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`,
    )
    return (await answer.json()).result.data
  }
  const { items } = await ask('nodes.find', { status: 'verified', limit: 20 })
  const nodes = await Promise.all(
    items.map(({ address }: { address: Hex }) => ask('nodes.get', { node: address })),
  )
  return nodes.filter(({ session }) => session?.kinds.includes(kind)).map(({ operator }) => operator)
}

/** Opens a lease of one slot with a new wallet, in one transaction; gives its id. */
export async function rent(
  stack: Stack,
  offerId: Hex,
  lease: { renterKey: Hex; voucherSigner: Hex; units: bigint },
): Promise<bigint> {
  const answer = await fetch(
    `${stack.webUrl}/api/trpc/offers.get?input=${encodeURIComponent(JSON.stringify({ offerId }))}`,
  )
  const listed = (await answer.json()).result.data
  const renter = privateKeyToAccount(lease.renterKey)
  await askFaucet(stack, renter.address)
  const order = {
    offer: {
      ...{ operator: listed.operator, kind: offerKinds.indexOf(listed.kind), specHash: listed.specHash },
      ...{ pricePerUnit: BigInt(listed.pricePerUnitWei), slots: listed.slots },
      ...{ minUnits: BigInt(listed.minUnits), maxUnits: BigInt(listed.maxUnits) },
      ...{ maxDuration: listed.maxDurationSeconds, nonce: BigInt(listed.nonce) },
      validUntil: BigInt(Date.parse(listed.validUntil) / 1000),
    },
    ...{ signature: listed.signature, slots: 1, units: lease.units },
    ...{ maxPricePerUnit: BigInt(listed.pricePerUnitWei), voucherSigner: lease.voucherSigner },
  }
  const { leaseMarket, n3Token } = stack.contracts
  const args = [leaseMarket, order.offer.pricePerUnit * lease.units, encodeOrders([order])] as const
  const data = encodeFunctionData({ abi: n3TokenAbi, functionName: 'transferAndCall', args })
  const actor = createActor(stack, renter)
  await waitFor('the faucet', async () => (await actor.getBalance({ address: renter.address })) > 0n)
  const balanceOf = {
    abi: n3TokenAbi,
    address: n3Token,
    functionName: 'balanceOf',
    args: [renter.address],
  } as const
  await waitFor('N3 of the faucet', async () => (await actor.readContract(balanceOf)) > 0n)
  const hash = await actor.sendTransaction({ to: n3Token, data })
  const receipt = await actor.waitForTransactionReceipt({ hash })
  const [opened] = parseEventLogs({ abi: leaseMarketAbi, logs: receipt.logs, eventName: 'LeaseOpened' })
  if (opened === undefined) throw new Error('The contract told of no lease.')
  return opened.args.leaseId
}
