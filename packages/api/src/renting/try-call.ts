import { AppError } from '@network3/core/app-error'
import type { Address, Hex } from '@network3/core/hex'
import { BaseError, isHex } from 'viem'
import type { Context } from '../context.ts'
import { describeRevert } from './describe-revert.ts'

/**
 * Has the chain do a call without keeping it. Throws why it would revert, as describeRevert says it, or
 * RPC_UNREACHABLE.
 */
export async function tryCall(
  { chain }: Pick<Context, 'chain'>,
  { from, to, data }: { from: Address; to: Address; data: Hex },
): Promise<void> {
  try {
    await chain.call({ account: from, to, data })
  } catch (error) {
    const reverted = revertDataOf(error)
    if (reverted !== undefined) throw describeRevert(reverted)
    throw new AppError('RPC_UNREACHABLE', 'The chain does not answer, so this could not be tried.', {
      cause: error,
      retryable: true,
    })
  }
}

/** The bytes of a revert, `0x` when it had none; undefined when it was no revert. */
function revertDataOf(error: unknown): Hex | undefined {
  if (!(error instanceof BaseError)) return undefined
  let data: Hex | undefined
  let isRevert = false
  error.walk((cause) => {
    if (cause instanceof Error && cause.name === 'ExecutionRevertedError') isRevert = true
    data ??= hexIn(cause, 'data') ?? hexIn(read(cause, 'data'), 'data')
    return false
  })
  return data ?? (isRevert ? '0x' : undefined)
}

function hexIn(value: unknown, key: string): Hex | undefined {
  const found = read(value, key)
  return isHex(found) ? found : undefined
}

function read(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && key in value
    ? (value as Record<string, unknown>)[key]
    : undefined
}
