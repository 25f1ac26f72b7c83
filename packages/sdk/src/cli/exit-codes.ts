import { reasonOf as clscReasonOf } from '@network3/clsc/clsc-error'
import { type AppErrorCode, type ErrorDetails, isAppError } from '@network3/core/app-error'
import { isReasonCode, reasonOf } from '@network3/core/reasons'

/** What a script can tell from how n3 ended. They never change their meaning. */
export const exitCode = {
  done: 0,
  /** Anything not listed below. */
  failed: 1,
  /** Options, arguments or an environment that make no sense. */
  usage: 2,
  /** A key of one's own is missing, expired or locked. */
  key: 3,
  /** The message did not open, or is not what it claims. */
  notOpened: 4,
  /** Somebody else's key was refused. */
  recipient: 5,
  /** A service did not answer, or refused. */
  service: 6,
  /** Nothing can be rented on these terms: the network is full, an offer or a quote is past, a budget too small. */
  market: 7,
  /** A job failed, or its result cannot be relied on. */
  job: 8,
  /** The wallet has too little, or the chain refused a transaction. */
  wallet: 9,
  /** Not signed in, or an API key that is unknown, revoked, past or may not do that. */
  access: 10,
  /** What was named is not there, or is in another state by now. */
  state: 11,
} as const

type ExitName = keyof typeof exitCode

const codesOf: Partial<Record<ExitName, readonly AppErrorCode[]>> = {
  usage: [
    ...(['INPUT_INVALID', 'ENV_INVALID', 'ADDRESS_INVALID', 'AMOUNT_INVALID'] as const),
    ...(['FILE_EXISTS', 'QUERY_INVALID', 'OFFER_TERMS_INVALID', 'RUNTIME_INPUT_INVALID'] as const),
  ],
  key: [
    ...(['KEY_NOT_FOUND', 'KEY_EXISTS', 'KEY_EXPIRED', 'KEY_FILE_INVALID'] as const),
    ...(['PASSPHRASE_MISSING', 'PASSPHRASE_WRONG'] as const),
  ],
  notOpened: ['SENDER_UNEXPECTED'],
  recipient: ['RECIPIENT_UNKNOWN', 'DIRECTORY_LIED'],
  service: [
    ...(['KGC_UNREACHABLE', 'KGC_REFUSED', 'DIRECTORY_UNREACHABLE', 'DIRECTORY_REFUSED'] as const),
    ...(['UNAVAILABLE', 'RPC_UNREACHABLE', 'RATE_LIMITED', 'CHAIN_MISMATCH', 'FAUCET_DISABLED'] as const),
    ...(['FAUCET_LIMIT', 'FAUCET_UNAVAILABLE'] as const),
  ],
  market: [
    ...(['NETWORK_FULL', 'BUDGET_TOO_SMALL', 'QUOTE_EXPIRED', 'OFFER_EXPIRED', 'OFFER_CANCELLED'] as const),
    ...([
      'OFFER_FULL',
      'OFFER_BELOW_SELF_STAKE',
      'MARKET_PAUSED',
      'RENT_REFUSED',
      'RENT_CALL_DIFFERS',
    ] as const),
  ],
  job: ['JOB_FAILED', 'JOB_RESULT_INVALID'],
  wallet: ['BALANCE_TOO_SMALL', 'TX_REVERTED', 'TX_NOT_MINED'],
  access: [
    ...([
      'UNAUTHENTICATED',
      'FORBIDDEN',
      'SESSION_REQUIRED',
      'KEY_REQUIRED',
      'KEY_INVALID',
      'KEY_REVOKED',
    ] as const),
    ...(['KEY_PAST', 'KEY_SCOPE_MISSING', 'KEY_CAP_REACHED'] as const),
  ],
  state: [
    'NOT_FOUND',
    'CONFLICT',
    'JOB_STATE_CHANGED',
    'JOB_LEASE_NOT_OPEN',
    'JOB_LEASE_WITHOUT_NODES',
    'LEASE_THAWING',
    'LEASE_NOT_PARTY',
  ],
}

const exitOf = new Map(
  Object.entries(codesOf).flatMap(([name, codes]) => codes.map((code) => [code, exitCode[name as ExitName]])),
)

const BUNDLE_REASONS = ['bad-bundle', 'wrong-id']

export type Failure = {
  /** Stable: the code of the site, of this program, or of what could not be opened. */
  reason: string
  message: string
  nextStep: string | undefined
  details: ErrorDetails | undefined
  code: number
}

/** The sentence, reason, next step and exit code of anything that went wrong. */
export function describeFailure(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error)
  const plain = { message, nextStep: undefined, details: undefined }
  const sealed = clscReasonOf(error)
  if (sealed !== undefined) {
    if (sealed === 'misuse') return { ...plain, reason: sealed, code: exitCode.usage }
    const code = BUNDLE_REASONS.includes(sealed) ? exitCode.recipient : exitCode.notOpened
    return { ...plain, reason: sealed, code }
  }
  if (isAppError(error)) {
    const reason: string = error.code
    const nextStep = isReasonCode(reason) ? reasonOf(reason).nextStep : undefined
    const code = exitOf.get(reason as AppErrorCode) ?? exitCode.failed
    return { reason, message, nextStep, details: error.details, code }
  }
  return { ...plain, reason: (error as NodeJS.ErrnoException).code ?? 'INTERNAL', code: exitCode.failed }
}
