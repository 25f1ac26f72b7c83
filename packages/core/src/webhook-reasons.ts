import type { Reason } from './reasons.ts'

/** Why a webhook is in its state. */
export type WebhookStateReasonCode =
  | 'WEBHOOK_ACTIVE'
  | 'WEBHOOK_FAILING'
  | 'WEBHOOK_GONE'
  | 'WEBHOOK_REVOKED'
  | 'WEBHOOK_SECRET_UNREADABLE'
/** Why a delivery is in its state, or how an attempt of it ended. */
export type DeliveryReasonCode =
  | 'DELIVERY_PENDING'
  | 'DELIVERY_TAKEN'
  | 'DELIVERY_STATUS'
  | 'DELIVERY_REDIRECTED'
  | 'DELIVERY_TIMED_OUT'
  | 'DELIVERY_UNREACHABLE'
  | 'DELIVERY_TLS_FAILED'
  | 'DELIVERY_HOST_UNKNOWN'
  | 'DELIVERY_ADDRESS_REFUSED'
  | 'DELIVERY_WEBHOOK_OFF'
/** Why something is not done for who asks. */
export type WebhookRefusalCode = 'WEBHOOK_URL_REFUSED' | 'WEBHOOK_LIMIT' | 'WEBHOOKS_UNAVAILABLE'
export type WebhookReasonCode = WebhookStateReasonCode | DeliveryReasonCode

export const webhookReasons = {
  WEBHOOK_ACTIVE: { sentence: 'Messages are sent to this webhook.' },
  WEBHOOK_FAILING: {
    sentence: 'No message was taken for more than three days, so this webhook was turned off.',
    nextStep: 'Mend the receiver, then send a test: when it is taken, the webhook is on again.',
  },
  WEBHOOK_GONE: {
    sentence: 'The receiver answered 410 Gone, so this webhook was turned off.',
    nextStep: 'Send a test once the receiver is back: when it is taken, the webhook is on again.',
  },
  WEBHOOK_REVOKED: { sentence: 'This webhook was revoked, and nothing is sent to it any more.' },
  WEBHOOK_SECRET_UNREADABLE: {
    sentence: 'The secret of this webhook cannot be read with the key of this site.',
    nextStep: 'Rotate the secret, then send a test.',
  },
  DELIVERY_PENDING: { sentence: 'This message is on its way, or waits for the next attempt.' },
  DELIVERY_TAKEN: { sentence: 'The receiver took this message.' },
  DELIVERY_STATUS: {
    sentence: 'The receiver did not answer with a status from 200 to 299.',
    nextStep: 'Answer 2xx within 15 seconds; the work itself can follow after.',
  },
  DELIVERY_REDIRECTED: {
    sentence: 'The receiver answered with a redirect, and redirects are not followed.',
    nextStep: 'Make a webhook of the address it redirects to.',
  },
  DELIVERY_TIMED_OUT: {
    sentence: 'The receiver did not answer within 15 seconds.',
    nextStep: 'Answer first, and do the work after.',
  },
  DELIVERY_UNREACHABLE: {
    sentence: 'No connection to the receiver could be made, or it broke.',
    nextStep: 'Check that it is up and reachable from the internet.',
  },
  DELIVERY_TLS_FAILED: {
    sentence: 'The receiver’s certificate is not valid for its name, or TLS failed otherwise.',
    nextStep: 'Give it a certificate that browsers trust.',
  },
  DELIVERY_HOST_UNKNOWN: {
    sentence: 'The receiver’s name is not in the DNS.',
    nextStep: 'Check the name of the host.',
  },
  DELIVERY_ADDRESS_REFUSED: {
    sentence: 'The receiver’s name leads to an address that is not on the public internet.',
    nextStep: 'Let the name lead to public addresses only.',
  },
  DELIVERY_WEBHOOK_OFF: {
    sentence: 'The webhook was turned off before this message was taken.',
    nextStep: 'Turn it on by a test that is taken, then replay this message.',
  },
} as const satisfies Record<WebhookReasonCode, Reason>
