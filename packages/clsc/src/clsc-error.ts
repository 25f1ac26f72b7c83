/** Why a message was not opened. For logs inside one's own walls: outside, there is only opened or not. */
export type OpenReason =
  | 'malformed'
  | 'wrong-kgc'
  | 'not-recipient'
  | 'bad-commitment'
  | 'bad-ciphertext'
  | 'bad-signature'
  | 'epoch'
  | 'revoked'
  | 'stale'
  | 'replay'

/** Why a key, a partial key, a bundle or a proof was refused. */
export type KeyReason = 'bad-key' | 'bad-partial-key' | 'bad-bundle' | 'bad-proof' | 'wrong-id'

/** `misuse`: the caller broke a rule of the API, and no message or key of anybody else was judged. */
export type ClscReason = OpenReason | KeyReason | 'misuse'

/** The one error of this package: a typed reason and a sentence. Never retryable: the same bytes fail again. */
export class ClscError extends Error {
  override readonly name = 'ClscError'
  readonly reason: ClscReason

  constructor(reason: ClscReason, message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.reason = reason
  }
}

/** The typed reason of anything thrown, or undefined when it is not of this package. Told by name, as bundlers copy classes. */
export function reasonOf(error: unknown): ClscReason | undefined {
  if (!(error instanceof Error) || error.name !== 'ClscError' || !('reason' in error)) return undefined
  return (error as ClscError).reason
}

/** Throws `misuse` unless `value` is a Uint8Array of `length` bytes (any length when left out). */
export function assertBytes(value: Uint8Array, name: string, length?: number): void {
  if (!(value instanceof Uint8Array)) throw new ClscError('misuse', `${name} must be a Uint8Array.`)
  if (length !== undefined && value.length !== length)
    throw new ClscError('misuse', `${name} must be ${length} bytes, not ${value.length}.`)
}
