import { expect, test } from 'vitest'
import { actsOf } from './close-words.ts'
import type { LeaseView } from './lease-words.ts'

const lease = {
  ...{ renter: '0xAA', operator: '0xBB', state: 'open', claim: null, pricePerUnitWei: '2' },
  ...{ escrowWei: '100', minUnits: '10', redeemedUnits: '4' },
} as unknown as LeaseView
const n3 = (wei: bigint) => `${wei} N3`

test('closing tells the renter what can come back: all that is held but what is due in any case', () => {
  const [close] = actsOf(lease, '0xaa', n3)
  expect(close?.says).toContain('up to 88 N3 of the 100 N3 held comes back')
  expect(close?.disabledReason).toBeUndefined()
})

test('closing tells the operator that all of it goes back', () => {
  expect(actsOf(lease, '0xbb', n3)[0]?.says).toContain('100 N3 goes back to the renter')
})

test('a stranger is told who may close, and may settle what is over', () => {
  expect(actsOf(lease, '0xcc', n3)[0]?.disabledReason).toContain('Only the renter and the operator')
  const [settle] = actsOf({ ...lease, state: 'finalizable' }, '0xcc', n3)
  expect(settle).toMatchObject({ act: 'finalize' })
  expect(settle?.disabledReason).toBeUndefined()
})

test('measured usage is contested by the renter alone, and settled by anyone once its window is over', () => {
  const claim = { status: 'lodged', reason: { code: 'USAGE_LODGED' } } as LeaseView['claim']
  const closed = { ...lease, state: 'closed', claim } as LeaseView
  expect(actsOf(closed, '0xbb', n3)).toMatchObject([{ act: 'contest', disabledReason: expect.any(String) }])
  const over = {
    ...closed,
    claim: claim && { ...claim, reason: { ...claim.reason, code: 'USAGE_SETTLEABLE' } },
  }
  expect(actsOf(over, '0xbb', n3)).toMatchObject([{ act: 'settle' }])
})
