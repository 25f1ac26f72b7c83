import type { Deployment } from '@network3/chain/deployment'
import { type Offer, offerTypedData } from '@network3/chain/lease-typed-data'
import { LOCAL_ECONOMY_SPEC_HASH } from '@network3/chain/local-economy'
import { type Capability, namesOfCapabilities } from '@network3/core/capabilities'
import { offerKinds } from '@network3/core/lease-state'
import { type Hex, hashTypedData } from 'viem'
import type { ChainBook } from '../book/chain-book.ts'
import type { PlannedOperator } from '../setup/plan-economy.ts'

/** An offer as its operator would publish it; `id` is what the contract knows it by. */
export type LocalOffer = { id: Hex; offer: Offer; operator: PlannedOperator }

/** Terms of each kind. Short times, so that a local chain sees leases end in every way within minutes. */
const terms: Record<
  Capability,
  Pick<Offer, 'slots' | 'minUnits' | 'maxUnits' | 'maxDuration' | 'pricePerUnit'>
> = {
  compute: { slots: 3, minUnits: 20n, maxUnits: 4_000n, maxDuration: 150, pricePerUnit: 2n * 10n ** 15n },
  bandwidth: { slots: 4, minUnits: 50n, maxUnits: 20_000n, maxDuration: 180, pricePerUnit: 10n ** 15n },
  egress: { slots: 2, minUnits: 10n, maxUnits: 6_000n, maxDuration: 120, pricePerUnit: 3n * 10n ** 15n },
  dataset: { slots: 5, minUnits: 1n, maxUnits: 40n, maxDuration: 200, pricePerUnit: 5n * 10n ** 18n },
}

/** Editions looked through for one that is neither cancelled nor sold out. */
const MOST_EDITIONS = 100

/** The last second of the year 2100: offers of the local economy end by being cancelled or sold out. */
const VALID_UNTIL = 4_133_980_799n

/**
 * The offers an operator has out now, one for each kind that a node of it is registered for. Nothing of them is
 * stored: terms follow from the operator's index, and the nonce is the first edition that is not used up.
 */
export function offersOf(deployment: Deployment, book: ChainBook, operator: PlannedOperator): LocalOffer[] {
  const nodes = [...book.nodes.values()].filter(
    (node) => node.operator === operator.address && node.retiredAt === undefined,
  )
  const kinds = new Set(nodes.flatMap(({ capabilities }) => namesOfCapabilities(capabilities)))
  return [...kinds].flatMap((kind) => currentEdition(deployment, book, operator, kind) ?? [])
}

function currentEdition(
  { chainId, contracts }: Deployment,
  { leases }: ChainBook,
  operator: PlannedOperator,
  kind: Capability,
): LocalOffer | undefined {
  const first = leases.floors.get(operator.address) ?? 0n
  const { pricePerUnit, ...rest } = terms[kind]
  for (let nonce = first; nonce < first + BigInt(MOST_EDITIONS); nonce++) {
    if (leases.cancelled.has(`${operator.address}/${nonce}`)) continue
    const offer: Offer = {
      ...rest,
      ...{ operator: operator.address, kind: offerKinds.indexOf(kind), specHash: LOCAL_ECONOMY_SPEC_HASH },
      // From 80 to 139 per cent of the usual price.
      pricePerUnit: (pricePerUnit * BigInt(80 + ((operator.index * 7) % 60))) / 100n,
      ...{ validUntil: VALID_UNTIL, nonce },
    }
    const id = hashTypedData(offerTypedData(chainId, contracts.leaseMarket, offer))
    const consumed = leases.offers.get(id)?.consumedUnits ?? 0n
    if (consumed + offer.minUnits <= offer.maxUnits) return { id, offer, operator }
  }
  return undefined
}

/** The operator's signature, which is all that publishing an offer takes. */
export function signOffer({ chainId, contracts }: Deployment, { offer, operator }: LocalOffer): Promise<Hex> {
  return operator.account.signTypedData(offerTypedData(chainId, contracts.leaseMarket, offer))
}

/** Slots and units that can still be taken. */
export function leftOf(book: ChainBook, { id, offer }: LocalOffer): { slots: number; units: bigint } {
  const taken = book.leases.offers.get(id)
  return {
    slots: offer.slots - (taken?.slotsTaken ?? 0),
    units: offer.maxUnits - (taken?.consumedUnits ?? 0n),
  }
}
