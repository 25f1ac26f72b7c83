import { describe, expect, it } from 'vitest'
import { type ClaimPosition, claimableWei, claimCan, claimReasonOf, rootStateOf } from './claim-state.ts'

const claimableAt = new Date('2026-01-01T00:01:00Z')
const before = new Date(claimableAt.getTime() - 1)
const epoch = { claimableAt, vetoedAt: null, fileState: 'verified' } as const
const position: ClaimPosition = { epoch, cumulativeWei: 10n, claimedWei: 4n, hasMinimumSelfStake: true }

describe('claimCan.claim', () => {
  it.each([
    ['CLAIM_NO_EPOCH', { epoch: undefined }, claimableAt],
    ['CLAIM_EPOCH_PENDING', {}, before],
    ['CLAIM_EPOCH_VETOED', { epoch: { ...epoch, vetoedAt: before } }, claimableAt],
    ['CLAIM_FILE_NOT_VERIFIED', { epoch: { ...epoch, fileState: 'refused' } }, claimableAt],
    ['CLAIM_FILE_NOT_VERIFIED', { epoch: { ...epoch, fileState: 'pending' } }, claimableAt],
    ['CLAIM_NOTHING_EARNED', { cumulativeWei: 0n, claimedWei: 0n }, claimableAt],
    ['CLAIM_ALREADY_PAID', { claimedWei: 10n }, claimableAt],
    ['CLAIM_ALREADY_PAID', { claimedWei: 11n }, claimableAt],
  ] as const)('says %s', (code, change, now) => {
    const changed = { ...position, ...change }
    expect(claimCan.claim(changed, now)).toBe(code)
    expect(claimReasonOf(changed, now)).toBe(code)
    expect(claimableWei(changed, now)).toBe(0n)
  })

  it('pays the increment over what was claimed, from claimableAt on', () => {
    expect(claimCan.claim(position, claimableAt)).toBe(true)
    expect(claimableWei(position, claimableAt)).toBe(6n)
  })
})

it('tells an operator below the minimum self-stake that its share would be locked', () => {
  expect(claimReasonOf(position, claimableAt)).toBe('CLAIM_READY')
  expect(claimReasonOf({ ...position, hasMinimumSelfStake: false }, claimableAt)).toBe(
    'CLAIM_LOCKED_AS_STAKE',
  )
})

it('knows the states of a root', () => {
  expect(rootStateOf(undefined, before)).toBe('none')
  expect(rootStateOf(epoch, before)).toBe('pending')
  expect(rootStateOf(epoch, claimableAt)).toBe('claimable')
  expect(rootStateOf({ ...epoch, vetoedAt: before }, claimableAt)).toBe('vetoed')
})
