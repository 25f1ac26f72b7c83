import { deviceSaleAbi } from '@network3/chain/abi/device-sale'
import { AppError } from '@network3/core/app-error'
import { BaseError, encodeErrorResult, UserRejectedRequestError } from 'viem'
import { describe, expect, test } from 'vitest'
import { contractErrorAbi } from './contract-error-abi.ts'
import { failureOf } from './contract-errors.ts'
import { hasSentence } from './describe-contract-error.ts'

const ONE = 10n ** 18n

/** As an RPC answers a refused eth_call: the bytes of the error, some levels down. */
function rpcRefusal(data: `0x${string}`): BaseError {
  const answer = Object.assign(new Error('execution reverted'), { code: 3, data })
  return new BaseError('The call failed.', { cause: answer })
}

function refusal(errorName: string, args: readonly unknown[]): BaseError {
  return rpcRefusal(
    encodeErrorResult({ abi: contractErrorAbi, errorName, args } as Parameters<typeof encodeErrorResult>[0]),
  )
}

describe('a refusal of the contracts', () => {
  test('names the amounts it is about', () => {
    const failure = failureOf(refusal('StakeBelowMinimum', [ONE / 2n, ONE]))
    expect(failure?.code).toBe('StakeBelowMinimum')
    expect(failure?.sentence).toContain('at least 1 N3')
    expect(failure?.sentence).toContain('0.5 N3')
    expect(failure?.nextStep).toBeDefined()
  })

  test('of the token says what the wallet holds', () => {
    const wallet = '0x00000000000000000000000000000000000000aa'
    const failure = failureOf(refusal('ERC20InsufficientBalance', [wallet, 3n * ONE, 5n * ONE]))
    expect(failure?.sentence).toBe('The wallet holds 3 N3; this needs 5 N3.')
  })

  test('that has no words here still shows its name', () => {
    const failure = failureOf(refusal('IncidentAlreadySlashed', [`0x${'11'.repeat(32)}`]))
    expect(failure?.sentence).toContain('IncidentAlreadySlashed')
  })

  test('of a contract that is not ours is told without inventing a reason', () => {
    expect(failureOf(rpcRefusal('0xdeadbeef'))?.code).toBe('TX_SIMULATION_REFUSED')
  })

  test('of a price that rose says from what to what', () => {
    // Two contracts have an error of this name, with figures of different widths.
    const args = [120n * ONE, 100n * ONE] as const
    const failure = failureOf(
      rpcRefusal(encodeErrorResult({ abi: deviceSaleAbi, errorName: 'PriceAboveMaximum', args })),
    )
    expect(failure?.sentence).toBe('The price changed from 100 N3 to 120 N3, so nothing was bought.')
  })

  test('of an order over stock or cap says how many are left', () => {
    expect(failureOf(refusal('NotEnoughStock', [1, 3, 1]))?.sentence).toBe(
      '1 device is left of this batch; you asked for 3.',
    )
    expect(failureOf(refusal('CapExceeded', [1, 3, 2]))?.sentence).toContain('may buy 2 more devices')
    expect(failureOf(refusal('CapExceeded', [1, 1, 0]))?.nextStep).toBe('Choose another batch.')
  })

  test('of a lease that somebody else was faster to take says what is left', () => {
    const failure = failureOf(refusal('SlotsUnavailable', [`0x${'11'.repeat(32)}`, 2, 1]))
    expect(failure?.sentence).toBe('1 slot of this offer is free; you asked for 2.')
    expect(failure?.nextStep).toContain('new quote')
  })

  test('of a batch or a device names the state that stands in the way', () => {
    expect(failureOf(refusal('BatchNotOpen', [1, 3]))?.sentence).toBe('This batch is sold out.')
    expect(failureOf(refusal('BatchNotOpen', [1, 5]))?.sentence).toContain('paused')
    expect(failureOf(refusal('InvalidDeviceStatus', [1n, 2]))?.sentence).toContain('has been shipped')
    expect(failureOf(refusal('InvalidDeviceStatus', [1n, 9]))?.sentence).toContain('does not know')
  })

  test('that a staker, claimant, buyer or owner can meet has words and a next step', () => {
    const met = [
      'ERC20InsufficientBalance',
      'StakeBelowMinimum',
      'InvalidOperator',
      'ZeroShares',
      'InsufficientShares',
      'TooManyOpenRequests',
      'RequestNotOpen',
      'StillThawing',
      'NotStaker',
      'EnforcedPause',
      'RootNotClaimable',
      'InvalidProof',
      'NothingToClaim',
      'BelowFirstStake',
      'BatchNotOpen',
      'UnknownBatch',
      'ZeroQuantity',
      'NotEnoughStock',
      'CapExceeded',
      'PriceAboveMaximum',
      'PaymentTooLow',
      'UnknownDevice',
      'NotDeviceOwner',
      'InvalidDeviceStatus',
      'InvalidDeviceSignature',
      'DeviceKeyInUse',
      'EmptyCommitment',
      'SignatureExpired',
      'NodeAlreadyRegistered',
      'InvalidSignature',
    ]
    const declared = new Set<string>(contractErrorAbi.map(({ name }) => name))
    expect(met.filter((name) => !declared.has(name))).toEqual([])
    expect(met.filter((name) => !hasSentence(name))).toEqual([])
  })
})

describe('what a wallet answers', () => {
  test('a declined prompt is no failure', () => {
    const declined = new UserRejectedRequestError(new Error('User rejected the request.'))
    expect(failureOf(declined)).toBeUndefined()
    expect(failureOf(new BaseError('The write failed.', { cause: declined }))).toBeUndefined()
    expect(failureOf(Object.assign(new Error('denied'), { code: 4001 }))).toBeUndefined()
  })

  test('a missing connection to the chain is told as that', () => {
    const unreachable = new BaseError('HTTP request failed.', { name: 'HttpRequestError' })
    expect(failureOf(unreachable)?.code).toBe('RPC_UNREACHABLE')
  })

  test('anything else keeps its own words', () => {
    expect(failureOf(new Error('boom'))?.sentence).toContain('boom')
  })
})

test('a refusal of the API keeps its code, its words and its next step', () => {
  const data = { code: 'QUOTE_EXPIRED', httpStatus: 412, nextStep: 'Ask for a new quote.' }
  expect(failureOf(Object.assign(new Error('This quote is past.'), { data }))).toEqual({
    code: 'QUOTE_EXPIRED',
    sentence: 'This quote is past.',
    nextStep: 'Ask for a new quote.',
  })
  const ours = new AppError('KGC_UNREACHABLE', 'Too few nodes answer.')
  expect(failureOf(ours)).toEqual({ code: 'KGC_UNREACHABLE', sentence: 'Too few nodes answer.' })
})
