import { isAppError } from '@network3/core/app-error'
import { isReasonCode, type ReasonCode, reasonOf } from '@network3/core/reasons'
import { BaseError, decodeErrorResult, type Hex, isHex, UserRejectedRequestError } from 'viem'
import { contractErrorAbi } from './contract-error-abi.ts'
import { describeContractError } from './describe-contract-error.ts'
import type { TransactionFailure } from './transactions/transaction-phase.ts'

/**
 * What went wrong, as a code, a sentence and a next step. Undefined when the person declined in the wallet: that is
 * a decision, not a failure, and the page says nothing about it.
 */
export function failureOf(error: unknown): TransactionFailure | undefined {
  if (isRejection(error)) return undefined
  const data = findRevertData(error)
  if (data !== undefined) return describeRevert(data)
  if (error instanceof BaseError) {
    if (named(error, 'InsufficientFundsError')) return withCode('GAS_ABOVE_BALANCE')
    if (named(error, 'ConnectorChainMismatchError', 'ChainMismatchError'))
      return withCode('WALLET_WRONG_NETWORK')
    if (
      named(error, 'ExecutionRevertedError', 'ContractFunctionRevertedError', 'ContractFunctionZeroDataError')
    ) {
      return withCode('TX_SIMULATION_REFUSED')
    }
    if (named(error, 'ConnectorNotConnectedError', 'ConnectorAccountNotFoundError')) {
      return withCode('WALLET_NOT_CONNECTED')
    }
    if (named(error, 'HttpRequestError', 'TimeoutError')) {
      return {
        code: 'RPC_UNREACHABLE',
        sentence: 'The chain could not be reached, so nothing was sent.',
        nextStep: 'Check your connection and try again.',
      }
    }
    return {
      code: 'WALLET_FAILED',
      sentence: `The wallet answered: ${error.shortMessage}`,
      nextStep: 'Try again.',
    }
  }
  const message = error instanceof Error ? error.message : String(error)
  if (isAppError(error)) {
    const nextStep = isReasonCode(error.code) ? reasonOf(error.code).nextStep : undefined
    return { code: error.code, sentence: message, ...(nextStep !== undefined && { nextStep }) }
  }
  const refusal = apiRefusal(error)
  if (refusal !== undefined) return { ...refusal, sentence: message }
  return { code: 'INTERNAL', sentence: `Something unexpected happened: ${message}`, nextStep: 'Try again.' }
}

function describeRevert(data: Hex): TransactionFailure {
  try {
    const { errorName, args } = decodeErrorResult({ abi: contractErrorAbi, data })
    return describeContractError(errorName, args ?? [])
  } catch {
    // A revert without data, or an error of a contract that is not ours.
    return withCode('TX_SIMULATION_REFUSED')
  }
}

function withCode(code: ReasonCode): TransactionFailure {
  return { code, ...reasonOf(code) }
}

/** A refusal of our API, as tRPC's client throws it. */
function apiRefusal(error: unknown): { code: string; nextStep?: string } | undefined {
  const data = read(error, 'data')
  const code = read(data, 'code')
  const nextStep = read(data, 'nextStep')
  if (typeof code !== 'string' || read(data, 'httpStatus') === undefined) return undefined
  return { code, ...(typeof nextStep === 'string' && { nextStep }) }
}

function isRejection(error: unknown): boolean {
  if (!(error instanceof BaseError)) return readCode(error) === 4001
  return error.walk((cause) => cause instanceof UserRejectedRequestError || readCode(cause) === 4001) !== null
}

function named(error: BaseError, ...names: string[]): boolean {
  return error.walk((cause) => cause instanceof Error && names.includes(cause.name)) !== null
}

/** RPCs put the bytes of a revert in `data`, some a level deeper; viem keeps them as `raw` once it tried to decode. */
function findRevertData(error: unknown): Hex | undefined {
  if (!(error instanceof BaseError)) return undefined
  let found: Hex | undefined
  error.walk((cause) => {
    found ??= readHex(cause, 'raw') ?? readHex(cause, 'data') ?? readHex(read(cause, 'data'), 'data')
    return false
  })
  return found
}

function readHex(value: unknown, key: string): Hex | undefined {
  const text = read(value, key)
  // At least a selector: `0x` says only that there was a revert.
  return typeof text === 'string' && isHex(text) && text.length >= 10 ? text : undefined
}

function readCode(value: unknown): unknown {
  return read(value, 'code')
}

function read(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && key in value
    ? (value as Record<string, unknown>)[key]
    : undefined
}
