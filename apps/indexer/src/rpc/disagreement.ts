import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'

/** About what providers gave different answers. */
export type DisagreementKind =
  /** Two blocks at one height, or one block with two contents. */
  | 'header'
  /** Other logs of the same block. */
  | 'logs'
  /** Logs of final blocks that another's headers and receipts do not bear out. */
  | 'range'
  /** A constant of the chain or of a contract. */
  | 'constant'

export type Disagreement = {
  kind: DisagreementKind
  blockNumber: bigint
  blockHash: Hex | undefined
  /** Who was asked, those that differ from the others first. */
  providers: string[]
  detail: string
}

/** What is thrown when not even two agree: nothing advances, and it is asked again. */
export function disagreementError({ kind, blockNumber, providers, detail }: Disagreement): AppError {
  return new AppError(
    'PROVIDERS_DISAGREE',
    `${providers.join(' and ')} disagree about ${words[kind]} of block ${blockNumber}: ${detail}. Nothing advances until two agree.`,
    { retryable: true },
  )
}

const words: Record<DisagreementKind, string> = {
  header: 'the header',
  logs: 'the logs',
  range: 'the logs of the range that ends with the header',
  constant: 'a constant as',
}
