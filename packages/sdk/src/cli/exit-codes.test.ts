import { ClscError } from '@network3/clsc/clsc-error'
import { AppError } from '@network3/core/app-error'
import { expect, test } from 'vitest'
import { describeFailure, exitCode } from './exit-codes.ts'

test('a refusal has its code, its sentence, what to do, and an exit code for scripts', () => {
  const details = { needWei: '5', haveWei: '1' }
  expect(describeFailure(new AppError('BUDGET_TOO_SMALL', 'Too dear.', { details }))).toEqual({
    ...{ reason: 'BUDGET_TOO_SMALL', message: 'Too dear.', details, code: exitCode.market },
    nextStep: 'Raise the budget, or ask for fewer units.',
  })
  expect(describeFailure(new AppError('KEY_REVOKED', '…')).code).toBe(exitCode.access)
  expect(describeFailure(new AppError('JOB_FAILED', '…')).code).toBe(exitCode.job)
  expect(describeFailure(new AppError('TX_REVERTED', '…')).code).toBe(exitCode.wallet)
  expect(describeFailure(new ClscError('not-recipient', 'Not for you.')).code).toBe(exitCode.notOpened)
})

test('what nobody foresaw is a failure all the same', () => {
  expect(describeFailure(new Error('odd'))).toMatchObject({ reason: 'INTERNAL', code: exitCode.failed })
  expect(describeFailure(Object.assign(new Error('gone'), { code: 'ENOENT' }))).toMatchObject({
    reason: 'ENOENT',
  })
})
