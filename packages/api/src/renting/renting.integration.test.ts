import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import type { Address } from '@network3/core/hex'
import { encodeFunctionData } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRentingApi, islander, operator, poor } from '../testing/create-renting-api.ts'
import type { TestApi } from '../testing/create-test-api.ts'
import type { Transaction } from '../testing/send-all.ts'
import { N3, TIP_AT } from '../testing/test-actors.ts'

const RENTERS = 200
const UNITS = 60n
const PRICE = N3 / 4n

const voucherSigner = privateKeyToAddress(generatePrivateKey())
let it: Awaited<ReturnType<typeof createRentingApi>>
let api: TestApi
beforeAll(async () => {
  it = await createRentingApi()
  api = it.api
})
afterAll(() => it.close())

const leaseCount = () => it.chain.readContract({ ...it.market, functionName: 'leaseCount' })

const quoteOf = (units: bigint) =>
  api.caller.offers.quote({ spec: { kind: 'compute' }, want: { units: String(units) } })

async function prepared(renter: Address): Promise<Transaction> {
  const { quoteId } = await quoteOf(UNITS)
  const { calls } = await api.caller.leases.prepare({ quoteId, renter, voucherSigner })
  const [call] = calls
  if (call === undefined || calls.length !== 1) throw new Error('one prompt opens everything')
  return { from: renter, to: call.to, data: call.data }
}

test(`of ${RENTERS} who rent the last slot at once one gets it, and the others keep their money and learn why`, async () => {
  await it.publish({ slots: 1, minUnits: '10', maxUnits: '1000', pricePerUnitWei: String(PRICE) })
  const renters = await it.createRenters(RENTERS, UNITS * PRICE)
  // All of them are told that they can have it, for at that moment each can.
  const transactions = await Promise.all(renters.map(prepared))
  const { quoteId } = await quoteOf(UNITS)
  const outcomes = await it.send(transactions)

  expect(outcomes.filter(Boolean)).toHaveLength(1)
  expect(await leaseCount()).toBe(1n)
  expect(await it.chain.readContract({ ...it.market, functionName: 'escrowTotal' })).toBe(UNITS * PRICE)
  expect(await it.balanceOf(it.market.address)).toBe(UNITS * PRICE)
  const losers = renters.filter((_, index) => !outcomes[index])
  const balances = await Promise.all(losers.map(it.balanceOf))
  expect(balances).toEqual(losers.map(() => UNITS * PRICE))
  const winner = renters.find((_, index) => outcomes[index]) ?? it.treasury
  expect(await it.balanceOf(winner)).toBe(0n)
  // Nor does an allowance of theirs stay behind, by which the market could still take something.
  const { n3Token } = api.context.deployment.contracts
  const allowanceOf = (renter: Address) =>
    it.chain.readContract({
      ...{ address: n3Token, abi: n3TokenAbi, functionName: 'allowance', args: [renter, it.market.address] },
    })
  expect(new Set(await Promise.all(renters.map(allowanceOf)))).toEqual(new Set([0n]))

  // Nothing was indexed meanwhile: the chain itself gives the reason.
  const refusals = await Promise.all(
    losers.map((renter) =>
      api.caller.leases.prepare({ quoteId, renter, voucherSigner }).catch((error: unknown) => error),
    ),
  )
  for (const refusal of refusals) {
    expect(refusal).toMatchObject({
      code: 'CONFLICT',
      message: 'Another lease took what was quoted of this offer: 1 slots are needed, and 0 are left.',
      cause: { code: 'OFFER_FULL', details: { dimension: 'slots', need: '1', have: '0' } },
    })
  }
})

describe('with more to choose from', () => {
  let renter: Address
  const compute = { kind: 'compute' as const }
  type Offers = TestApi['caller']['offers']

  beforeAll(async () => {
    renter = it.treasury
    it.wait(120_000)
    await it.publish({ nonce: '1', slots: 3, pricePerUnitWei: String(N3 / 2n), minUnits: '0' })
    await it.publish({ nonce: '2', slots: 3, pricePerUnitWei: String(N3), minUnits: '900' })
    await it.publish({ nonce: '1', slots: 2, pricePerUnitWei: String(N3 / 5n), minUnits: '100' }, islander)
    await it.publish({ nonce: '2', kind: 'bandwidth', pricePerUnitWei: String(N3 / 100n) }, islander)
    await it.publish({ kind: 'dataset' }, poor)
    // As an indexer would have told of the lease on the last slot.
    await api.context.pool.query(
      `INSERT INTO offer_state (offer_id, operator, kind, spec_hash, slots_taken, consumed_units)
       SELECT id, operator, kind, spec_hash, 1, 60 FROM offer WHERE nonce = 0 AND kind = 'compute'`,
    )
  })

  test('facets count what a query selects, and say what each kind costs', async () => {
    expect(await api.caller.offers.getFacets({})).toEqual({
      total: 4,
      kinds: [
        { kind: 'compute', count: 3 },
        { kind: 'bandwidth', count: 1 },
      ],
      countries: [
        { country: 'IS', count: 2 },
        { country: 'NZ', count: 2 },
      ],
      verified: { yes: 0, no: 4 },
      price: {
        compute: { minWei: String(N3 / 5n), medianWei: String(N3 / 2n), maxWei: String(N3) },
        bandwidth: { minWei: String(N3 / 100n), medianWei: String(N3 / 100n), maxWei: String(N3 / 100n) },
        ...{ egress: null, dataset: null },
      },
    })
    const some = await api.caller.offers.getFacets({ query: 'price < 0.5 order by price' })
    expect(some).toMatchObject({ total: 2, countries: [{ country: 'NZ', count: 2 }] })
  })

  test('screening names all that an offer fails by, page by page, and counts the matches of all', async () => {
    const spec = { ...compute, slots: 2, maxPricePerUnitWei: String(N3 / 2n), query: 'country = IS' }
    const items: Awaited<ReturnType<Offers['screen']>>['items'] = []
    let cursor: string | undefined
    do {
      const page = await api.caller.offers.screen({ spec, limit: 1, ...(cursor && { cursor }) })
      expect(page.matches).toBe(1)
      items.push(...page.items)
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    const failed = items.map((item) => item.failed.map(({ code }) => code))
    expect(failed).toEqual([['COUNTRY_UNMET'], ['OFFER_SLOTS_TAKEN', 'SLOTS_UNMET'], [], ['PRICE_UNMET']])
    expect(items.map(({ isMatch }) => isMatch)).toEqual([false, false, true, false])
  })

  test('a query selects the same offers whether the database or the screening reads it', async () => {
    const queries = [
      ...['price <= 0.5', 'price != 0.2 and slots >= 3', 'not (country in (IS, DE) or stake > 300)'],
      ...[
        'units < 1000',
        'duration = 3600',
        'verified = false',
        'online != false',
        'runs = onnx',
        'runs != wasm',
        'nodes >= 1',
        'nodes = 0',
      ],
      ...[
        `operator = ${islander.address}`,
        `operator != ${islander.address}`,
        'country != NZ',
        'kind = compute',
      ],
    ]
    for (const query of queries) {
      const { items } = await api.caller.offers.screen({ spec: { ...compute, query } })
      const found = await api.caller.offers.find({ query: `kind = compute and (${query}) order by price` })
      const matching = items.filter(({ isMatch }) => isMatch).map(({ offerId }) => offerId)
      expect(matching, query).toEqual(found.items.map(({ offerId }) => offerId))
    }
  })

  test('a quote fills a basket from the cheapest offers, and one prompt opens all of it', async () => {
    const quote = await api.caller.offers.quote({
      spec: { ...compute, query: 'country = IS' },
      want: { units: '1900' },
    })
    expect(quote).toMatchObject({ unfilled: '0', reason: { code: 'QUOTE_FULL' }, alternatives: [] })
    expect(quote.lines.map(({ units, slots }) => [units, slots])).toEqual([
      ['1000', 1],
      ['900', 1],
    ])
    expect(BigInt(quote.totalWei)).toBe((1_000n * N3) / 2n + 900n * N3)
    expect(await api.caller.offers.getQuote({ quoteId: quote.quoteId })).toEqual(quote)
    const before = await leaseCount()
    const { calls, totalWei, says } = await api.caller.leases.prepare({
      ...{ quoteId: quote.quoteId, renter, voucherSigner },
    })
    expect(totalWei).toBe(quote.totalWei)
    expect(says[0]).toBe('1,400 N3 go into escrow and open 2 leases, all or none.')
    expect(calls).toHaveLength(1)
    const sent = await it.send(calls.map(({ to, data }) => ({ from: renter, to, data })))
    expect(sent).toEqual([true])
    expect(await leaseCount()).toBe(before + 2n)
    const lease = await it.chain.readContract({ ...it.market, functionName: 'leaseOf', args: [before + 1n] })
    expect(lease).toMatchObject({ renter, voucherSigner, units: 1_000n })
  })

  test('nodes by the hour are slots on as many nodes', async () => {
    const quote = await api.caller.offers.quote({ spec: compute, want: { nodes: 2, hours: 0.1 } })
    expect(quote.lines.map(({ units, slots, operator: lender }) => [units, slots, lender])).toEqual([
      ['360', 1, islander.address],
      ['360', 1, operator.address],
    ])
    const more = await api.caller.offers.quote({ spec: compute, want: { nodes: 3, hours: 0.1 } })
    expect(more).toMatchObject({ unfilled: '360', reason: { code: 'QUOTE_PARTIAL' } })
    expect(more.alternatives).toMatchObject([
      { dimension: 'state', offers: 1 },
      { dimension: 'minimum', offers: 1 },
    ])
  })

  const refusal = (promise: Promise<unknown>) =>
    promise.then(
      () => undefined,
      (error: unknown) => error,
    )
  const quoteFor = (spec: Partial<Parameters<Offers['quote']>[0]['spec']>, units = '100') =>
    api.caller.offers.quote({ spec: { ...compute, ...spec }, want: { units } })

  test('a query that cannot be read is answered with the character', async () => {
    const wrong = { query: 'price ~ 1' }
    const ask = [
      quoteFor(wrong),
      api.caller.offers.getFacets(wrong),
      api.caller.offers.screen({ spec: { ...compute, ...wrong } }),
    ]
    for (const asked of ask) {
      expect(await refusal(asked)).toMatchObject({
        ...{ code: 'BAD_REQUEST', message: 'At character 7 of the query: “~” means nothing here.' },
        cause: { code: 'QUERY_INVALID', details: { at: 6, length: 1, found: '~' } },
      })
    }
  })

  test('a budget that is too small is told what it needs and what it buys', async () => {
    const want = { units: '200' }
    const asked = api.caller.offers.quote({ spec: compute, want, budgetWei: String(30n * N3) })
    expect(await refusal(asked)).toMatchObject({
      code: 'CONFLICT',
      message: 'The cheapest 200 units cost 40 N3; the budget of 30 N3 pays for 150 of them.',
      cause: {
        code: 'BUDGET_TOO_SMALL',
        details: {
          needWei: String(40n * N3),
          haveWei: String(30n * N3),
          units: '200',
          affordableUnits: '150',
        },
      },
    })
  })

  test('a full network says which dimension is in the way, with need and have', async () => {
    const detailsOf = async (promise: Promise<unknown>) => {
      const error = await refusal(promise)
      expect(error).toMatchObject({ code: 'CONFLICT', cause: { code: 'NETWORK_FULL' } })
      return (error as { cause: { details: object } }).cause.details
    }
    expect(await detailsOf(quoteFor({ maxPricePerUnitWei: '1' }))).toMatchObject({
      ...{ dimension: 'price', need: '<= 1', have: String(N3 / 5n) },
    })
    expect(await detailsOf(quoteFor({ countries: ['DE'] }))).toMatchObject({
      dimension: 'country',
      have: 'NZ',
    })
    expect(await detailsOf(quoteFor({ isVerified: true }))).toMatchObject({ dimension: 'verified' })
    expect(await detailsOf(quoteFor({ kind: 'egress' }))).toMatchObject({ dimension: 'kind', offers: 0 })
    expect(await detailsOf(quoteFor({ kind: 'dataset' }))).toMatchObject({
      ...{ dimension: 'state', have: 'OFFER_BELOW_SELF_STAKE' },
    })
    expect(await detailsOf(quoteFor({ query: 'price < 0.4' }, '5'))).toMatchObject({
      ...{ dimension: 'minimum', need: '<= 5', have: '100' },
    })
  })

  test('a price is promised for a minute and no longer', async () => {
    const { quoteId } = await quoteFor({})
    it.wait(60_000)
    expect(await refusal(api.caller.leases.prepare({ quoteId, renter, voucherSigner }))).toMatchObject({
      ...{ code: 'PRECONDITION_FAILED', cause: { code: 'QUOTE_EXPIRED' } },
    })
    expect(await api.caller.offers.getQuote({ quoteId })).toMatchObject({ quoteId })
  })

  test('an offer that is past or withdrawn, and a wallet with too little, are told apart by the chain', async () => {
    const prepare = async (query: string, from = renter) => {
      const { quoteId } = await quoteFor({ query })
      return refusal(api.caller.leases.prepare({ quoteId, renter: from, voucherSigner }))
    }
    // Past on the chain, whose clock is ahead of the server's.
    await it.publish({ nonce: '7', validUntil: TIP_AT + 86_400, pricePerUnitWei: '7' })
    expect(await prepare('price < 0.1')).toMatchObject({ code: 'CONFLICT', cause: { code: 'OFFER_EXPIRED' } })
    await it.publish({ nonce: '8', pricePerUnitWei: '5' })
    const data = encodeFunctionData({ abi: leaseMarketAbi, functionName: 'cancelOffer', args: [8n] })
    await it.send([{ from: operator.address, to: it.market.address, data }])
    expect(await prepare('price < 0.1')).toMatchObject({
      code: 'CONFLICT',
      cause: { code: 'OFFER_CANCELLED' },
    })
    const empty = privateKeyToAddress(generatePrivateKey())
    expect(await prepare('price = 0.5', empty)).toMatchObject({
      ...{ code: 'PRECONDITION_FAILED', message: 'The wallet holds 0 N3, and this needs 50 N3.' },
      cause: { code: 'BALANCE_TOO_SMALL', details: { needWei: String(50n * N3), haveWei: '0' } },
    })
  })
})
