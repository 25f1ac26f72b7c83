import type { Reason } from './reasons.ts'

/** Where a pairing is. */
export type PairingStateReasonCode =
  | 'PAIRING_OPEN'
  | 'PAIRING_SIGNED'
  | 'PAIRING_DONE'
  | 'PAIRING_DECLINED'
  | 'PAIRING_REPLACED'
  | 'PAIRING_EXPIRED'
/** Why a step of a pairing is refused, by the site or by the sponsor. */
export type PairingRefusalCode =
  | 'PAIRING_CODE_UNKNOWN'
  | 'PAIRING_CODE_USED'
  | 'PAIRING_LOOKUPS_LIMITED'
  | 'PAIRING_OPENINGS_LIMITED'
  | 'PAIRING_PROOF_INVALID'
  | 'PAIRING_CLOCK_WRONG'
  | 'PAIRING_DEADLINE_WRONG'
  | 'PAIRING_NOT_SIGNED'
  | 'PAIRING_OPERATOR_SIGNATURE_INVALID'
  | 'PAIRING_NODE_SIGNATURE_INVALID'
  | 'PAIRING_NODE_TAKEN'
  | 'PAIRING_NODE_RETIRED'
  | 'PAIRING_NONCE_USED'
/** Why the sponsor does not pay. */
export type SponsorRefusalCode =
  | 'SPONSOR_UNAVAILABLE'
  | 'SPONSOR_EMPTY'
  | 'SPONSOR_NODE_LIMIT'
  | 'SPONSOR_OPERATOR_LIMIT'
  | 'SPONSOR_NETWORK_LIMIT'
  | 'SPONSOR_DAY_LIMIT'

export type PairingReasonCode = PairingStateReasonCode | PairingRefusalCode | SponsorRefusalCode

const states: Record<PairingStateReasonCode, Reason> = {
  PAIRING_OPEN: {
    sentence: 'The node waits for a wallet to sign.',
    nextStep: 'Enter its code on the page “Run a node”, and sign.',
  },
  PAIRING_SIGNED: {
    sentence: 'A wallet has signed, and the node’s owner has to confirm it.',
    nextStep: 'Compare the address the agent shows with that of your wallet, and confirm.',
  },
  PAIRING_DONE: { sentence: 'Node and wallet are paired, and the registration is on its way or mined.' },
  PAIRING_DECLINED: {
    sentence: 'The node’s owner did not recognise the wallet that signed.',
    nextStep: 'Begin again on the node: n3-agent pair.',
  },
  PAIRING_REPLACED: {
    sentence: 'The agent has made a newer code since.',
    nextStep: 'Use the code that the agent shows now.',
  },
  PAIRING_EXPIRED: {
    sentence: 'The code is older than ten minutes.',
    nextStep: 'Use the new code that the agent shows, or run n3-agent pair again.',
  },
}

const refusals: Record<PairingRefusalCode, Reason> = {
  PAIRING_CODE_UNKNOWN: {
    sentence: 'No node waits under this code.',
    nextStep: 'Compare it with the one the agent shows; codes are forgotten after ten minutes.',
  },
  PAIRING_CODE_USED: {
    sentence: 'Another wallet has signed under this code already.',
    nextStep: 'Decline it on the node, and begin again with a new code.',
  },
  PAIRING_LOOKUPS_LIMITED: {
    sentence: 'Too many wrong codes were tried.',
    nextStep: 'Wait some minutes, then enter the code once more.',
  },
  PAIRING_OPENINGS_LIMITED: {
    sentence: 'Too many pairings were begun from this network in a short time.',
    nextStep: 'Wait some minutes, then run n3-agent pair again.',
  },
  PAIRING_PROOF_INVALID: { sentence: 'The request was not signed by the key of the node it names.' },
  PAIRING_CLOCK_WRONG: {
    sentence: 'The clock of this device differs too much from that of the site.',
    nextStep: 'Set the clock, best by NTP, and run n3-agent pair again.',
  },
  PAIRING_DEADLINE_WRONG: {
    sentence: 'The signatures would be valid for too short or too long a time.',
    nextStep: 'Set the clock of the device, and run n3-agent pair again.',
  },
  PAIRING_NOT_SIGNED: { sentence: 'No wallet has signed under this code yet.' },
  PAIRING_OPERATOR_SIGNATURE_INVALID: {
    sentence: 'The signature is not that of this wallet over this very registration.',
    nextStep: 'Sign again with the wallet that is connected.',
  },
  PAIRING_NODE_SIGNATURE_INVALID: { sentence: 'The registration was not signed by the key of the node.' },
  PAIRING_NODE_TAKEN: {
    sentence: 'This node is registered to another operator.',
    nextStep: 'That operator can transfer it, or start the agent with a new folder for a new key.',
  },
  PAIRING_NODE_RETIRED: {
    sentence: 'This node was retired, and its key never comes back.',
    nextStep: 'Start the agent with a new folder: it makes a new key.',
  },
  PAIRING_NONCE_USED: {
    sentence: 'Something was registered for this node since the code was made.',
    nextStep: 'Run n3-agent pair again.',
  },
}

const sponsorRefusals: Record<SponsorRefusalCode, Reason> = {
  SPONSOR_UNAVAILABLE: {
    sentence: 'The service that pays for registrations does not answer.',
    nextStep: 'Try again later: nothing was lost.',
  },
  SPONSOR_EMPTY: {
    sentence: 'The service that pays for registrations has run out of gas money.',
    nextStep: 'Try again later: its keepers were told.',
  },
  SPONSOR_NODE_LIMIT: {
    sentence: 'A registration of this node was tried as often today as is paid for.',
    nextStep: 'Try again tomorrow, or register from the wallet, which then pays the gas itself.',
  },
  SPONSOR_OPERATOR_LIMIT: {
    sentence: 'As many registrations as one wallet gets for free in a day were paid for.',
    nextStep: 'Try again tomorrow, or register from the wallet.',
  },
  SPONSOR_NETWORK_LIMIT: {
    sentence: 'As many registrations as one network gets for free in a day were paid for.',
    nextStep: 'Try again tomorrow, or register from the wallet.',
  },
  SPONSOR_DAY_LIMIT: {
    sentence: 'All registrations that are paid for in a day are used up.',
    nextStep: 'Try again tomorrow, or register from the wallet.',
  },
}

export const pairingReasons = { ...states, ...refusals, ...sponsorRefusals } as const satisfies Record<
  PairingReasonCode,
  Reason
>

export function isPairingReason(code: string): code is PairingReasonCode {
  return Object.hasOwn(pairingReasons, code)
}
