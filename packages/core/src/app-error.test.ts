import { expect, it } from 'vitest'
import { AppError, isAppError, toAppError } from './app-error.ts'

it('keeps the cause and passes through what already has the shape', () => {
  const cause = new Error('socket closed')
  const error = new AppError('RPC_UNREACHABLE', 'The chain does not answer.', { cause, retryable: true })
  expect(error).toMatchObject({ code: 'RPC_UNREACHABLE', retryable: true, cause })
  expect(toAppError(error)).toBe(error)
  expect(toAppError(cause)).toMatchObject({
    code: 'INTERNAL',
    message: 'socket closed',
    retryable: false,
    cause,
  })
  expect(toAppError('odd').message).toBe('odd')
})

it('tells codes apart', () => {
  const error = new AppError('NOT_FOUND', 'There is no such operator.')
  expect(isAppError(error)).toBe(true)
  expect(isAppError(error, 'CONFLICT', 'NOT_FOUND')).toBe(true)
  expect(isAppError(error, 'CONFLICT')).toBe(false)
  expect(isAppError(new Error('x'))).toBe(false)
})

it('knows its own kind from another copy of this module, as bundlers make them', () => {
  class AppErrorElsewhere extends Error {
    override readonly name = 'AppError'
    readonly code = 'NOT_FOUND'
    readonly retryable = false
  }
  const foreign = new AppErrorElsewhere('There is no such operator.')
  expect(isAppError(foreign, 'NOT_FOUND')).toBe(true)
  expect(toAppError(foreign)).toBe(foreign)
})
