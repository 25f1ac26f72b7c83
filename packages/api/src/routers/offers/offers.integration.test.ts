import { offerTypedData } from '@network3/chain/lease-typed-data'
import { bitsOfCapabilities } from '@network3/core/capabilities'
import type { Address } from '@network3/core/hex'
import { offerKinds } from '@network3/core/lease-state'
import { setNodes } from '@network3/db/write/nodes'
import { addOperators, setPools } from '@network3/db/write/operators'
import { changePositions } from '@network3/db/write/positions'
import { type AnvilServer, startAnvil } from '@network3/testing/anvil'
import type { PrivateKeyAccount } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../../testing/create-test-api.ts'
import { N3, nodeAddress, SHARES_PER_WEI, TIP_AT, testDeployment } from '../../testing/test-actors.ts'

type PublishInput = Parameters<TestApi['caller']['offers']['publish']>[0]

const account = (index: number) => privateKeyToAccount(`0x${(0x1000 + index).toString(16).padStart(64, '0')}`)
const lower = (address: string) => address.toLowerCase() as Address
const rich = account(0)
const other = account(1)
const poor = account(2)
const nodeless = account(3)

let api: TestApi
let chain: AnvilServer
beforeAll(async () => {
  // Asked whether a signer whose key did not sign is a contract.
  chain = await startAnvil()
  api = await createTestApi({ rpcUrl: chain.rpcUrl })
  const stakes = [rich, other, nodeless].map((who, index) => ({ who, stake: BigInt(200 + 100 * index) * N3 }))
  const pools = [...stakes, { who: poor, stake: 10n * N3 }]
  await api.writer.transaction(async (tx) => {
    await addOperators(tx, new Map(pools.map(({ who }) => [lower(who.address), TIP_AT - 1_000])))
    await setNodes(
      tx,
      [rich, other, poor].map((who, index) => ({
        node: nodeAddress(200, index),
        operator: lower(who.address),
        capabilities: bitsOfCapabilities(index === 1 ? ['bandwidth', 'compute'] : ['compute']),
        country: index === 1 ? 'NZ' : 'IS',
        specHash: `0x${'5e'.repeat(32)}`,
        registeredBlock: 3n,
        registeredAt: TIP_AT - 900,
        retiredAt: null,
      })),
    )
    await setPools(
      tx,
      pools.map(({ who, stake }) => ({
        operator: lower(who.address),
        assetsWei: stake,
        shares: stake * SHARES_PER_WEI,
        ...{ thawingAssetsWei: 0n, thawingShares: 0n },
        ...{ streamRemainingWei: 0n, streamUpdatedAt: TIP_AT - 900, streamEndsAt: 0 },
      })),
    )
    await changePositions(
      tx,
      pools.map(({ who, stake }) => ({
        operator: lower(who.address),
        staker: lower(who.address),
        shares: stake * SHARES_PER_WEI,
        ...{ stakedWei: stake, takenWei: 0n, updatedAt: TIP_AT - 900 },
      })),
    )
    await tx.query('UPDATE operator SET self_shares = pool_shares WHERE address = ANY($1)', [
      pools.map(({ who }) => Buffer.from(who.address.slice(2), 'hex')),
    ])
  })
})
afterAll(async () => {
  await api.close()
  await chain.stop()
})

async function signed(who: PrivateKeyAccount, terms: Partial<PublishInput> = {}): Promise<PublishInput> {
  const input = {
    operator: who.address,
    kind: 'compute' as const,
    specHash: `0x${'5e'.repeat(32)}`,
    pricePerUnitWei: String(N3 / 4n),
    slots: 2,
    minUnits: '10',
    maxUnits: '1000',
    maxDurationSeconds: 3_600,
    validUntil: TIP_AT + 86_400,
    nonce: '0',
    ...terms,
  }
  const message = {
    operator: who.address,
    kind: offerKinds.indexOf(input.kind),
    specHash: input.specHash as `0x${string}`,
    pricePerUnit: BigInt(input.pricePerUnitWei),
    slots: input.slots,
    ...{
      minUnits: BigInt(input.minUnits),
      maxUnits: BigInt(input.maxUnits),
      maxDuration: input.maxDurationSeconds,
    },
    ...{ validUntil: BigInt(input.validUntil), nonce: BigInt(input.nonce) },
  }
  const { chainId, contracts } = testDeployment
  const signature = await who.signTypedData(offerTypedData(chainId, contracts.leaseMarket, message))
  return { ...input, signature }
}

const publish = async (who: PrivateKeyAccount, terms: Partial<PublishInput> = {}) =>
  api.caller.offers.publish(await signed(who, terms))
const find = (query: string) => api.caller.offers.find({ query, limit: 50 })

describe('offers.publish', () => {
  test('lists signed terms once, and gives what a wallet needs to take them', async () => {
    const first = await publish(rich)
    expect(first).toMatchObject({ isNew: true, offer: { reason: { code: 'OFFER_OPEN' }, freeSlots: 2 } })
    const again = await publish(rich)
    expect(again).toEqual({ ...first, isNew: false })
    expect(await api.caller.offers.get({ offerId: first.offer.offerId })).toEqual(first.offer)
  })

  test('refuses terms the operator did not sign, whichever is changed', async () => {
    const good = await signed(rich, { nonce: '77' })
    const changes: Partial<PublishInput>[] = [
      ...[{ pricePerUnitWei: '1' }, { slots: 3 }, { minUnits: '11' }, { maxUnits: '1001' }, { nonce: '78' }],
      ...[{ maxDurationSeconds: 1 }, { validUntil: TIP_AT + 86_401 }, { specHash: `0x${'00'.repeat(32)}` }],
      ...[{ operator: other.address }],
    ]
    for (const change of changes) {
      await expect(
        api.caller.offers.publish({ ...good, ...change }),
        JSON.stringify(change),
      ).rejects.toMatchObject({
        cause: { code: 'OFFER_SIGNATURE_INVALID' },
      })
    }
  })

  test('refuses what could never be leased, each with its reason', async () => {
    const codeOf = (promise: Promise<unknown>) => expect(promise).rejects.toMatchObject
    await codeOf(publish(nodeless))({ cause: { code: 'OFFER_WITHOUT_NODE' } })
    await codeOf(publish(rich, { kind: 'dataset' }))({ cause: { code: 'OFFER_WITHOUT_NODE' } })
    await codeOf(publish(rich, { minUnits: '1001' }))({ cause: { code: 'OFFER_TERMS_INVALID' } })
    await codeOf(publish(rich, { validUntil: TIP_AT + 30 }))({ cause: { code: 'OFFER_TERMS_INVALID' } })
  })
})

describe('offers.find', () => {
  beforeAll(async () => {
    await publish(other, { pricePerUnitWei: String(N3 / 10n), slots: 5 })
    await publish(other, { kind: 'bandwidth', pricePerUnitWei: String(N3 / 100n), nonce: '1' })
    await publish(poor)
    for (let index = 1; index <= 6; index++) {
      await publish(rich, { nonce: String(index), pricePerUnitWei: String((N3 * BigInt(index)) / 2n) })
    }
  })

  test('gives what can be taken, cheapest first, and tells everything apart by facets', async () => {
    const { items, facets, fault } = await find('kind = compute')
    expect(fault).toBeNull()
    const prices = items.map(({ pricePerUnitWei }) => BigInt(pricePerUnitWei))
    expect(prices).toEqual(prices.toSorted((a, b) => (a < b ? -1 : 1)))
    expect(items).toHaveLength(8)
    expect(items.every(({ reason }) => reason.code === 'OFFER_OPEN')).toBe(true)
    expect(facets.kinds).toEqual([
      { kind: 'compute', offers: 8, lowestPriceWei: String(N3 / 10n) },
      { kind: 'bandwidth', offers: 1, lowestPriceWei: String(N3 / 100n) },
    ])
    expect(facets.countries).toEqual([
      { country: 'IS', offers: 7 },
      { country: 'NZ', offers: 2 },
    ])
  })

  test('answers every field of the language', async () => {
    const countOf = async (query: string) => (await find(query)).items.length
    expect(await countOf('price <= 0.25')).toBe(3)
    expect(await countOf('price < 0.25 and kind = compute')).toBe(1)
    expect(await countOf('country in (NZ, DE)')).toBe(2)
    expect(await countOf('country != NZ')).toBe(7)
    expect(await countOf('slots >= 5 or kind = bandwidth')).toBe(2)
    expect(await countOf('not kind = compute')).toBe(1)
    expect(await countOf('verified = true')).toBe(0)
    expect(await countOf('online = false and units = 1000 and duration > 3599')).toBe(9)
    expect(await countOf('stake > 250')).toBe(2)
    expect(await countOf(`operator = ${rich.address}`)).toBe(7)
    expect(await countOf('order by price desc')).toBe(9)
  })

  test('pages without gap or repeat, in either direction', async () => {
    for (const query of ['order by price desc', 'order by slots asc', 'kind = compute order by stake']) {
      const all = (await find(query)).items.map(({ offerId }) => offerId)
      const paged: string[] = []
      let cursor: string | undefined
      do {
        const page = await api.caller.offers.find({ query, limit: 2, ...(cursor && { cursor }) })
        paged.push(...page.items.map(({ offerId }) => offerId))
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      expect(paged).toEqual(all)
    }
  })

  test('points at the character of a query it cannot read, and still shows what there is', async () => {
    const page = await find('kind = compute and prise < 1')
    expect(page).toMatchObject({ items: [], fault: { at: 19, length: 5 } })
    expect(page.facets.kinds).toHaveLength(2)
  })

  test('leaves out what is cancelled, sold, taken or past, and the offer itself says which', async () => {
    const offers = (await find(`operator = ${rich.address} order by price`)).items
    const [cancelled, floored, sold, taken] = offers.map(({ offerId }) =>
      Buffer.from(offerId.slice(2), 'hex'),
    )
    const { pool } = api.context
    const operator = Buffer.from(rich.address.slice(2), 'hex')
    await pool.query(
      `INSERT INTO offer_cancellation (operator, nonce, cancelled_at)
       SELECT operator, nonce, now() FROM offer WHERE id = $1`,
      [cancelled],
    )
    const state = `INSERT INTO offer_state (offer_id, operator, kind, spec_hash, slots_taken, consumed_units)
                   SELECT id, operator, kind, spec_hash, $2, $3 FROM offer WHERE id = $1`
    await pool.query(state, [sold, 0, 991])
    await pool.query(state, [taken, 2, 20])
    const left = await find(`operator = ${rich.address}`)
    expect(left.items).toHaveLength(offers.length - 3)
    const codeOf = async (id: Buffer | undefined) =>
      (await api.caller.offers.get({ offerId: `0x${id?.toString('hex')}` })).reason.code
    expect(await codeOf(cancelled)).toBe('OFFER_CANCELLED')
    expect(await codeOf(sold)).toBe('OFFER_SOLD_OUT')
    expect(await codeOf(taken)).toBe('OFFER_SLOTS_TAKEN')
    await pool.query(`INSERT INTO offer_floor (operator, nonce, set_at) VALUES ($1, 2, now())`, [operator])
    expect(await codeOf(floored)).toBe('OFFER_CANCELLED')
    const byPoor = await find(`operator = ${poor.address}`)
    expect(byPoor.items).toEqual([])
  })
})
