import { voucherTypedData } from '@network3/chain/lease-typed-data'
import type { Address } from '@network3/core/hex'
import { setLeases } from '@network3/db/write/lease-rows'
import { keepHighestVoucher } from '@network3/db/write/lease-vouchers'
import { generatePrivateKey, privateKeyToAccount, privateKeyToAddress } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRentingApi, operator } from '../testing/create-renting-api.ts'
import type { TestApi } from '../testing/create-test-api.ts'
import { N3, TIP_AT, testDeployment, txHash } from '../testing/test-actors.ts'

const session = privateKeyToAccount(generatePrivateKey())
const PRICE = N3 / 4n
let it: Awaited<ReturnType<typeof createRentingApi>>
let api: TestApi
let renter: Address
/** Terms of every lease here: 100 units, 10 of them due in any case. */
const terms = { slots: 9, minUnits: '10', maxUnits: '1000', pricePerUnitWei: String(PRICE) }

beforeAll(async () => {
  it = await createRentingApi()
  api = it.api
  renter = it.treasury
  const offer = await it.publish(terms)
  for (const id of [1n, 2n, 3n]) {
    const { quoteId } = await api.caller.offers.quote({ spec: { kind: 'compute' }, want: { units: '100' } })
    const { calls } = await api.caller.leases.prepare({ quoteId, renter, voucherSigner: session.address })
    expect(await it.send(calls.map(({ to, data }) => ({ from: renter, to, data })))).toEqual([true])
    // As the indexer would tell it.
    await api.writer.transaction((tx) =>
      setLeases(tx, [
        {
          ...{ id, offerId: offer.offerId, operator: lower(operator.address), renter: lower(renter) },
          ...{ voucherSigner: lower(session.address), kind: 'compute', specHash: offer.offerId, slots: 1 },
          ...{
            units: 100n,
            minUnits: 10n,
            pricePerUnitWei: PRICE,
            openedAt: TIP_AT - 9,
            openedTx: txHash(1),
          },
          ...{ expiresAt: TIP_AT + 900, status: 'open', thawEndsAt: null, closed: null, redeemedUnits: 0n },
          ...{
            paidWei: 0n,
            feeWei: 0n,
            refundedWei: 0n,
            escrowWei: 100n * PRICE,
            heldUnits: 0n,
            claim: null,
          },
          ...{ lodgedUnits: 0n, settled: null },
        },
      ]),
    )
  }
})
afterAll(() => it.close())

const lower = (address: Address) => address.toLowerCase() as Address
const refusal = (promise: Promise<unknown>) => promise.catch((error: unknown) => error)
const balances = () => Promise.all([it.balanceOf(renter), it.balanceOf(operator.address)])

async function giveVoucher(leaseId: bigint, cumulativeUnits: bigint, signer = session): Promise<void> {
  const { chainId } = testDeployment
  const data = voucherTypedData(chainId, it.market.address, { leaseId, cumulativeUnits })
  const signature = await signer.signTypedData(data)
  const now = new Date(TIP_AT * 1000)
  await keepHighestVoucher(api.context.pool, { leaseId, cumulativeUnits, signature, now })
}

test('vouchers of an operator are redeemed in one transaction that anybody may send', async () => {
  const nothing = api.caller.leases.prepareRedeem({ operator: operator.address })
  expect(await refusal(nothing)).toMatchObject({ code: 'CONFLICT', cause: { code: 'LEASE_NOTHING_NEW' } })
  await giveVoucher(1n, 40n)
  await giveVoucher(2n, 60n)
  const { calls, vouchers, amountWei } = await api.caller.leases.prepareRedeem({ operator: operator.address })
  expect({ vouchers, amountWei }).toEqual({ vouchers: 2, amountWei: String(100n * PRICE) })
  const [, before] = await balances()
  expect(await it.send(calls.map(({ to, data }) => ({ from: renter, to, data })))).toEqual([true])
  const [, after] = await balances()
  const fee = await it.chain.readContract({ ...it.market, functionName: 'feeBps' })
  expect(after - before).toBe((100n * PRICE * BigInt(10_000 - fee)) / 10_000n)
})

test('a voucher the session key did not sign is refused before it costs gas', async () => {
  await giveVoucher(3n, 5n, privateKeyToAccount(generatePrivateKey()))
  const input = { operator: operator.address, leaseIds: ['3'] }
  expect(await refusal(api.caller.leases.prepareRedeem(input))).toMatchObject({
    cause: { code: 'RENT_REFUSED', details: { error: 'InvalidVoucher' } },
  })
})

test('a lease is ended by its renter through a thaw, by its operator at once, and by nobody else', async () => {
  const prepareClose = (leaseId: string, by: Address) => api.caller.leases.prepareClose({ leaseId, by })
  const stranger = privateKeyToAddress(generatePrivateKey())
  expect(await refusal(prepareClose('1', stranger))).toMatchObject({
    ...{ code: 'FORBIDDEN', cause: { code: 'LEASE_NOT_PARTY' } },
  })
  const byRenter = await prepareClose('1', renter)
  expect(byRenter.calls[0]).toMatchObject({ does: 'close', says: expect.stringContaining('begins to thaw') })
  expect(await it.send(byRenter.calls.map(({ to, data }) => ({ from: renter, to, data })))).toEqual([true])
  // Known to the chain alone so far.
  expect(await refusal(prepareClose('1', renter))).toMatchObject({ cause: { code: 'LEASE_THAWING' } })

  const byOperator = await prepareClose('2', operator.address)
  expect(byOperator.says[0]).toContain('closed at once')
  const [before] = await balances()
  const from = operator.address
  expect(await it.send(byOperator.calls.map(({ to, data }) => ({ from, to, data })))).toEqual([true])
  expect((await balances())[0] - before).toBe(40n * PRICE)
  await api.context.pool.query(
    `UPDATE lease SET status = 'closed', close_reason = 'operator-closed', closed_at = now(), closed_tx = opened_tx
     WHERE id = 2`,
  )
  expect(await refusal(prepareClose('2', renter))).toMatchObject({
    ...{ code: 'CONFLICT', cause: { code: 'LEASE_CLOSED_BY_OPERATOR' } },
  })
  expect(await refusal(prepareClose('77', renter))).toMatchObject({ code: 'NOT_FOUND' })
})

test('offers are withdrawn by nonce, one or all below', async () => {
  const address = operator.address
  const cancel = await api.caller.offers.prepareCancel({ operator: address, nonce: '0' })
  expect(cancel).toMatchObject({ offers: 1, calls: [{ does: 'cancel-offer' }] })
  const below = await api.caller.offers.prepareCancel({ operator: address, nonce: '4', andBelow: true })
  expect(below).toMatchObject({ offers: 1, calls: [{ does: 'cancel-offers-below' }] })
  for (const { calls } of [cancel, below])
    expect(await it.send(calls.map(({ to, data }) => ({ from: address, to, data })))).toEqual([true])
  const floor = { ...it.market, functionName: 'cancelledBelow', args: [address] } as const
  expect(await it.chain.readContract(floor)).toBe(5n)
})

test('what a template asks to be signed is taken as an offer', async () => {
  const asked = { pricePerUnitWei: '7', maxUnits: '500', minUnits: '3', kind: 'compute' as const }
  const template = await api.caller.offers.getTemplate({ operator: operator.address, ...asked })
  expect(template.publish.nonce).toBe('1')
  const { domain, types, primaryType, message } = template.typedData
  const { EIP712Domain: _, ...own } = types
  const signature = await operator.signTypedData({
    domain: { ...domain, verifyingContract: it.market.address },
    types: own,
    primaryType,
    message,
  })
  const { offer } = await api.caller.offers.publish({ ...template.publish, signature })
  expect(offer).toMatchObject({ offerId: template.offerId, pricePerUnitWei: '7', maxUnits: '500' })
  const next = await api.caller.offers.getTemplate({ operator: operator.address, ...asked })
  expect(next.publish.nonce).toBe('2')
  const wrong = api.caller.offers.getTemplate({ operator: operator.address, ...asked, maxUnits: '2' })
  expect(await refusal(wrong)).toMatchObject({ cause: { code: 'OFFER_TERMS_INVALID' } })
})
