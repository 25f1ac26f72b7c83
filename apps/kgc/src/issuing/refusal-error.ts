import { describeRefusal, type RefusalCode } from '@network3/protocol/kgc/refusal'

/** A request this node does not serve, with the reason its user is told. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError'
  readonly code: RefusalCode
  readonly retryAfterSeconds: number | undefined

  constructor(code: RefusalCode, options: { cause?: unknown; retryAfterSeconds?: number } = {}) {
    super(describeRefusal(code).sentence, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}
