/** Why a KGC node refused: the HTTP status, and the sentence for a person. */
const refusals = {
  MALFORMED: { status: 400, sentence: 'The request is not as the protocol wants it.' },
  NOT_FOUND: { status: 404, sentence: 'There is nothing at this address.' },
  BODY_TOO_LARGE: { status: 413, sentence: 'The body of the request is over 16 KB.' },
  RATE_LIMITED: { status: 429, sentence: 'Too many requests from this wallet or network; wait a little.' },
  OVERLOADED: { status: 503, sentence: 'The node has too many requests open; try again shortly.' },
  NOT_READY: { status: 503, sentence: 'The node has no share of the key yet.' },
  NONCE_UNKNOWN: { status: 409, sentence: 'The nonce was used, has expired, or is of another node.' },
  PROOF_INVALID: {
    status: 403,
    sentence: 'The proof of possession does not hold for this name, epoch, key and nonce.',
  },
  EPOCH_NOT_ISSUED: {
    status: 409,
    sentence: 'Keys are issued for today, and in its last quarter for tomorrow.',
  },
  GRANT_MISSING: {
    status: 403,
    sentence: 'This node holds no grant of the wallet for this name, key and epoch.',
  },
  GRANT_INVALID: { status: 403, sentence: 'The signature of the grant is not of the account in the name.' },
  GRANT_TOO_LONG: { status: 403, sentence: 'A grant lasts 90 days at most and ends after it begins.' },
  GRANT_OUTSIDE: { status: 403, sentence: 'The epoch lies outside the days of the grant.' },
  GRANT_SUPERSEDED: {
    status: 403,
    sentence: 'The wallet has granted this name to another key since, or for the same first day.',
  },
  KEY_BOUND: {
    status: 409,
    sentence: 'This name has another key in this epoch. Use that key, another label, or wait for tomorrow.',
  },
  KEY_REVOKED: { status: 403, sentence: 'The name or key was revoked in KeyDirectory.' },
  GENERATION_NOT_ANNOUNCED: {
    status: 503,
    sentence: 'The public key of this KGC is not announced in KeyDirectory yet.',
  },
  GENERATION_ENDED: { status: 410, sentence: 'KeyDirectory says that this generation issues no more.' },
  CHAIN_UNREACHABLE: { status: 503, sentence: 'The node cannot read the chain, so it issues nothing.' },
  REQUEST_UNKNOWN: {
    status: 409,
    sentence: 'The request was answered, has expired, or was lost when the node started again.',
  },
  COMMITMENTS_INVALID: {
    status: 400,
    sentence: 'The commitments are not of a threshold of different nodes with this node among them.',
  },
  SHARES_REFRESHED: { status: 409, sentence: 'The shares were refreshed meanwhile; begin again.' },
  INTERNAL: { status: 500, sentence: 'Something broke in the node; its log says what.' },
} as const satisfies Record<string, { status: number; sentence: string }>

export type RefusalCode = keyof typeof refusals

export const refusalCodes = Object.keys(refusals) as [RefusalCode, ...RefusalCode[]]

export function describeRefusal(code: RefusalCode): { status: number; sentence: string } {
  return refusals[code]
}
