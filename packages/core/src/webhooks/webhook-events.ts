/** When a message leaves the outbox: at once, or when its block is safe, or final. */
export type Release = 'at-once' | 'safe' | 'final'

/**
 * What a webhook can be told of, and from when on. What moves money waits for finality; what is only good to know is
 * told as soon as the chain calls the block safe, and taken back by a message `<type>.reverted` should it be lost.
 */
export const webhookEvents = {
  'job.returned': { release: 'at-once', says: 'A job of yours has a result.' },
  'job.failed': { release: 'at-once', says: 'A job of yours ended without a result; `reason` says why.' },
  'job.accepted': {
    release: 'at-once',
    says: 'A result counts as accepted, by the submitter’s word or silence.',
  },
  'lease.opened': { release: 'safe', says: 'A lease was opened.' },
  'lease.closed': { release: 'final', says: 'A lease ended, and what was not used went back to the renter.' },
  'lease.usage-settled': { release: 'final', says: 'A claim of attested usage was settled.' },
  'voucher.redeemed': { release: 'final', says: 'An operator was paid for a voucher.' },
} as const satisfies Record<string, { release: Release; says: string }>

export type WebhookEvent = keyof typeof webhookEvents
export const webhookEventNames = Object.keys(webhookEvents) as [WebhookEvent, ...WebhookEvent[]]

const REVERTED = '.reverted'

/** The type of the message that takes one back. */
export function revertedTypeOf(event: string): string {
  return `${event}${REVERTED}`
}

/** The event one subscribes to in order to get messages of this type. */
export function subscribedEventOf(type: string): string {
  return type.endsWith(REVERTED) ? type.slice(0, -REVERTED.length) : type
}

/** The body of every message, byte for byte what is signed and sent. `data` is plain JSON. */
export function messageBody(message: { type: string; occurredAt: Date; data: object }): string {
  const { type, occurredAt, data } = message
  return JSON.stringify({ type, timestamp: occurredAt.toISOString(), data })
}
