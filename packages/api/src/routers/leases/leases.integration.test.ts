import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createJobApi } from '../../testing/create-job-api.ts'
import type { TestApi } from '../../testing/create-test-api.ts'
import { LEASES, offerId } from '../../testing/seed-leases.ts'
import { delegatorAddress, N3, operatorAddress, TIP_AT } from '../../testing/test-actors.ts'

let jobs: Awaited<ReturnType<typeof createJobApi>>
let api: TestApi
beforeAll(async () => {
  jobs = await createJobApi()
  api = jobs.api
})
afterAll(() => api.close())

const idsOf = (page: { items: { leaseId: string }[] }) => page.items.map(({ leaseId }) => Number(leaseId))

describe('leases.find', () => {
  test('all pages together hold each lease once, newest first', async () => {
    const ids: number[] = []
    let cursor: string | null | undefined
    do {
      const page = await api.caller.leases.find({ limit: 3, ...(cursor && { cursor }) })
      ids.push(...idsOf(page))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(ids).toEqual(Array.from({ length: LEASES }, (_, index) => LEASES - index))
  })

  test('gives each lease its state at the last block, and why', async () => {
    const { items } = await api.caller.leases.find({ limit: 100 })
    const states = items.toReversed().map(({ state, reason }) => [state, reason.code])
    expect(states).toEqual([
      ['open', 'LEASE_OPEN'],
      ['overdue', 'LEASE_TIME_OVER'],
      ['finalizable', 'LEASE_FINALIZABLE'],
      ['closing', 'LEASE_THAWING'],
      ['closed', 'LEASE_CLOSED_BY_RENTER'],
      ['closed', 'LEASE_CLOSED_BY_OPERATOR'],
      ['closed', 'LEASE_CLOSED_EXHAUSTED'],
      ['open', 'LEASE_OPEN'],
    ])
  })

  test('finds by renter, by operator and by whether it still runs', async () => {
    const find = api.caller.leases.find
    expect(idsOf(await find({ renter: delegatorAddress(1) }))).toEqual([6])
    expect(idsOf(await find({ operator: operatorAddress(4) }))).toEqual([6])
    expect(idsOf(await find({ renter: delegatorAddress(0), filter: 'closed' }))).toEqual([7, 5])
    expect(idsOf(await find({ operator: operatorAddress(3), filter: 'active' }))).toEqual([8, 4, 3, 2, 1])
    expect(await find({ renter: `0x${'99'.repeat(20)}` })).toMatchObject({ items: [], nextCursor: null })
  })

  test('says of leases that the local economy plays that it does', async () => {
    const { items } = await api.caller.leases.find({ limit: 100 })
    const local = items.filter(({ isLocalEconomy }) => isLocalEconomy).map(({ leaseId }) => leaseId)
    // Of the test's operators every third is local: 3 is, 4 is not.
    expect(local).not.toContain('6')
    expect(local).toHaveLength(LEASES - 1)
  })

  test('refuses the cursor of another list', async () => {
    const { nextCursor } = await api.caller.leases.find({ limit: 1 })
    const wrong = api.caller.leases.find({ filter: 'closed', cursor: nextCursor ?? '' })
    await expect(wrong).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})

describe('leases.get', () => {
  test('all of the escrow is accounted for', async () => {
    for (let id = 1; id <= LEASES; id++) {
      const lease = await api.caller.leases.get({ leaseId: String(id) })
      const { units, pricePerUnitWei, paidWei, feeWei, refundedWei, escrowWei } = lease
      const accounted = [paidWei, feeWei, refundedWei, escrowWei].reduce((sum, wei) => sum + BigInt(wei), 0n)
      expect(accounted).toBe(BigInt(units) * BigInt(pricePerUnitWei))
    }
  })

  test('tells a claim of usage with what it holds back, and how the last one ended', async () => {
    const contested = await api.caller.leases.get({ leaseId: '5' })
    expect(contested.claim).toMatchObject({
      ...{ status: 'contested', claimedUnits: '40', heldWei: String(30n * N3) },
      reason: { code: 'USAGE_CONTESTED' },
    })
    const uncontested = await api.caller.leases.get({ leaseId: '8' })
    expect(uncontested.claim).toMatchObject({ status: 'lodged', reason: { code: 'USAGE_SETTLEABLE' } })
    const settled = await api.caller.leases.get({ leaseId: '7' })
    expect(settled).toMatchObject({
      claim: null,
      settled: { units: '50', reason: { code: 'USAGE_OVERTAKEN' } },
    })
  })

  test('gives the newest steps, and what all leases take of the offer', async () => {
    const lease = await api.caller.leases.get({ leaseId: '1' })
    expect(lease.offerId).toBe(offerId)
    expect(lease.offer).toEqual({ slotsTaken: 2 * LEASES, consumedUnits: String(100 * LEASES) })
    expect(lease.events).toHaveLength(100)
    expect(lease.events[0]).toMatchObject({ id: '130-40', type: 'redeemed', reason: { code: 'LEASE_PAID' } })
  })

  test('answers NOT_FOUND for a lease that is not there', async () => {
    await expect(api.caller.leases.get({ leaseId: '99' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(api.caller.leases.get({ leaseId: '0' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})

test('leases.findEvents pages through every step, down to the opening', async () => {
  const steps: string[] = []
  let cursor: string | null | undefined
  do {
    const page = await api.caller.leases.findEvents({ leaseId: '1', limit: 50, ...(cursor && { cursor }) })
    steps.push(...page.items.map(({ type }) => type))
    cursor = page.nextCursor
  } while (cursor !== null)
  expect(steps).toEqual([...Array.from({ length: 120 }, () => 'redeemed'), 'opened'])
  expect(await api.caller.leases.findEvents({ leaseId: '99' })).toEqual({ items: [], nextCursor: null })
})

describe('how a lease ends', () => {
  test('is told before: when its slots are free, what comes back, what is due, what is held', async () => {
    const endingOf = async (id: number) => (await api.caller.leases.get({ leaseId: String(id) })).ending
    const at = (seconds: number) => new Date((TIP_AT + seconds) * 1000).toISOString()
    const n3 = (units: number) => String(BigInt(units) * N3)
    // Of 100 units at 1 N3 20 are due in any case; 1 has paid 10, the others nothing; the grace period is a minute.
    expect(await endingOf(1)).toMatchObject({
      ...{ toRenterWei: n3(80), toOperatorWei: n3(10), heldWei: '0' },
      says: expect.stringMatching(/^Unless .* slots are free/),
    })
    expect(await endingOf(2)).toMatchObject({ slotsFreeAt: at(50), toRenterWei: n3(80) })
    expect(await endingOf(3)).toMatchObject({
      slotsFreeAt: at(0),
      toRenterWei: n3(80),
      toOperatorWei: n3(20),
    })
    expect(await endingOf(4)).toMatchObject({ slotsFreeAt: at(5) })
    expect(await endingOf(5)).toMatchObject({ slotsFreeAt: at(-20), toRenterWei: n3(60), heldWei: n3(30) })
    expect(await endingOf(8)).toMatchObject({ toRenterWei: n3(50), toOperatorWei: n3(20), heldWei: n3(30) })
  })

  test('is listed for whoever settles it, once due, with the money it moves', async () => {
    const { items } = await api.caller.leases.findDue({ act: 'finalize' })
    expect(items).toEqual([
      {
        ...{ leaseId: '3', operator: expect.any(String), renter: expect.any(String), slots: 2 },
        reason: expect.objectContaining({ code: 'LEASE_FINALIZABLE' }),
        dueSince: new Date(TIP_AT * 1000).toISOString(),
        ...{ toOperatorWei: String(20n * N3), toRenterWei: String(80n * N3), voucherWei: '0' },
        isOfferFull: false,
      },
    ])
    const claims = await api.caller.leases.findDue({ act: 'settle-usage' })
    expect(claims.items).toMatchObject([
      { leaseId: '8', reason: { code: 'USAGE_SETTLEABLE' }, slots: 0, toOperatorWei: String(50n * N3) },
    ])
    const none = await api.caller.leases.findDue({ act: 'finalize', operator: operatorAddress(4) })
    expect(none).toEqual({ items: [], nextCursor: null })
  })

  test('all pages of what is due together hold each lease once, longest due first', async () => {
    const { pool } = api.context
    const undo = 'UPDATE lease SET expires_at = $2 WHERE id = $1'
    const [before] = (await pool.query('SELECT expires_at FROM lease WHERE id = 2')).rows
    // As long over as lease 3: what ended in the same moment is told apart by its number.
    await pool.query(undo, [2, new Date((TIP_AT - 60) * 1000)])
    const first = await api.caller.leases.findDue({ act: 'finalize', limit: 1 })
    const cursor = first.nextCursor ?? ''
    const second = await api.caller.leases.findDue({ act: 'finalize', limit: 1, cursor })
    await pool.query(undo, [2, before.expires_at])
    expect([...idsOf(first), ...idsOf(second)]).toEqual([2, 3])
    expect(second.nextCursor).toBeNull()
    await expect(api.caller.leases.findDue({ act: 'settle-usage', cursor })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })
})

describe('what was used of a lease', () => {
  beforeAll(async () => {
    for (const billedMs of [1_500n, 2_600n]) {
      const { jobId } = await jobs.submit()
      await jobs.returnJob(jobId, billedMs)
      const action = await jobs.actionOf(jobId, 'accept')
      await api.caller.jobs.accept({ ...action, voucher: await jobs.voucherOf(15n) })
    }
    await jobs.submit()
  })

  test('is due by its results, vouched for, paid, and told with how long the rest lasts', async () => {
    const lease = await api.caller.leases.get({ leaseId: '1' })
    expect(lease.usage).toEqual({ dueUnits: '5', vouchedUnits: '15', redeemedUnits: '10', meteredMs: '0' })
    expect(lease.jobs).toEqual({ accepted: 2, queued: 1 })
    // 85 of 100 units are left; 120 were redeemed in the 500 s since it was opened.
    expect(lease.runway).toMatchObject({ unitsLeft: '85', ratePerHour: '864', secondsLeft: 354 })
    expect(lease.runway.says).toMatch(/^85 of 100 node-seconds are left; at 864 an hour they last 5 min\.$/)
    const { items } = await api.caller.leases.find({ limit: 100 })
    expect(items.find(({ leaseId }) => leaseId === '1')).toMatchObject({
      usage: lease.usage,
      jobs: lease.jobs,
    })
  })

  test('is redeemable while its voucher is above what was paid and the lease is not closed', async () => {
    const { pool } = api.context
    await pool.query(
      `INSERT INTO lease_voucher (lease_id, cumulative_units, signature, signed_at)
       SELECT id, 100, '\\x01', now() FROM lease WHERE id > 1 ON CONFLICT DO NOTHING`,
    )
    const first = await api.caller.leases.findVouchers({ limit: 2 })
    const rest = await api.caller.leases.findVouchers({ limit: 9, cursor: first.nextCursor ?? '' })
    expect([first, rest].flatMap(idsOf)).toEqual([8, 4, 3, 2, 1])
    const [voucher] = rest.items.slice(-1)
    expect(voucher).toMatchObject({ cumulativeUnits: '15', redeemedUnits: '10', amountWei: String(5n * N3) })
    expect(idsOf(await api.caller.leases.findVouchers({ operator: operatorAddress(4) }))).toEqual([])
    await pool.query('UPDATE lease SET redeemed_units = 15 WHERE id = 1')
    expect(idsOf(await api.caller.leases.findVouchers({ limit: 9 }))).toEqual([8, 4, 3, 2])
  })
})
