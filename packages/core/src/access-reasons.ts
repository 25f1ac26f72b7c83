import type { Reason } from './reasons.ts'

/** Why a caller is not let in, or no further. */
export type AccessReasonCode =
  | 'SIGN_IN_NONCE_INVALID'
  | 'SIGN_IN_MESSAGE_INVALID'
  | 'SIGN_IN_DOMAIN_WRONG'
  | 'SIGN_IN_CHAIN_WRONG'
  | 'SIGN_IN_MESSAGE_EXPIRED'
  | 'SIGN_IN_SIGNATURE_INVALID'
  | 'SESSION_REQUIRED'
  | 'KEY_REQUIRED'
  | 'KEY_INVALID'
  | 'KEY_REVOKED'
  | 'KEY_PAST'
  | 'KEY_SCOPE_MISSING'
  | 'KEY_IN_URL'
  | 'KEY_CAP_REACHED'
  | 'KEY_TOO_MANY'
  | 'IDEMPOTENCY_KEY_INVALID'
  | 'IDEMPOTENCY_KEY_REUSED'

export const accessReasons = {
  SIGN_IN_NONCE_INVALID: {
    sentence:
      'The nonce of this message was not given to this browser, was used before, or is older than five minutes.',
    nextStep: 'Ask for a new nonce and sign again.',
  },
  SIGN_IN_MESSAGE_INVALID: {
    sentence: 'This is not a Sign-In with Ethereum message (EIP-4361).',
    nextStep: 'Sign exactly what the sign-in page shows.',
  },
  SIGN_IN_DOMAIN_WRONG: {
    sentence: 'The message was made for another site.',
    nextStep: 'Look at the address bar: sign in only on the site you mean to use.',
  },
  SIGN_IN_CHAIN_WRONG: {
    sentence: 'The message names another chain.',
    nextStep: 'Switch the wallet to the chain of this network and sign again.',
  },
  SIGN_IN_MESSAGE_EXPIRED: {
    sentence: 'The message is not valid at this time.',
    nextStep: 'Check the clock of your device and sign again.',
  },
  SIGN_IN_SIGNATURE_INVALID: {
    sentence: 'The signature is not of the account that the message names.',
    nextStep: 'Sign with the account you want to sign in with.',
  },
  SESSION_REQUIRED: {
    sentence: 'Nobody is signed in.',
    nextStep: 'Sign in with your wallet first.',
  },
  KEY_REQUIRED: {
    sentence: 'This needs an API key, or somebody who is signed in.',
    nextStep: 'Make a key at /developers and send it as the bearer token of the header Authorization.',
  },
  KEY_INVALID: {
    sentence: 'There is no such API key.',
    nextStep: 'Compare it with what was shown when it was made, or make a new one at /developers.',
  },
  KEY_REVOKED: {
    sentence: 'This API key was revoked.',
    nextStep:
      'Make a new one (`n3 api-keys create`, or /developers/keys), or leave it out: nothing needs a key.',
  },
  KEY_PAST: {
    sentence: 'This API key has expired.',
    nextStep:
      'Make a new one (`n3 api-keys create`, or /developers/keys), or leave it out: nothing needs a key.',
  },
  KEY_SCOPE_MISSING: {
    sentence: 'This API key may not do that.',
    nextStep: 'Make a key with the scope that is named, at /developers.',
  },
  KEY_IN_URL: {
    sentence: 'An API key came in the address, where logs and histories keep it.',
    nextStep: 'Revoke this key, make a new one, and send it as the bearer token of the header Authorization.',
  },
  KEY_CAP_REACHED: {
    sentence: 'This job could cost more than is left of what the API key may spend today.',
    nextStep: 'Wait for midnight UTC, use a key with a higher cap, or give the job a lower time limit.',
  },
  KEY_TOO_MANY: {
    sentence: 'An account can have 50 API keys at one time.',
    nextStep: 'Revoke one that is not used any more.',
  },
  IDEMPOTENCY_KEY_INVALID: {
    sentence: 'An idempotency key has 16 to 128 letters, digits, hyphens or underscores.',
    nextStep: 'Send a random UUID.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    sentence: 'This idempotency key came before with another request.',
    nextStep: 'Use a new key for a new request, and the same key only to repeat the very same one.',
  },
} as const satisfies Record<AccessReasonCode, Reason>
