import { type AccessReasonCode, accessReasons } from './access-reasons.ts'
import { type AgentReasonCode, agentReasons } from './agent-reasons.ts'
import { type DeviceReasonCode, deviceReasons } from './device-reasons.ts'
import { type JobReasonCode, jobReasons } from './job-reasons.ts'
import { type LeaseReasonCode, leaseReasons } from './lease-reasons.ts'
import { type NodeReasonCode, nodeReasons } from './node-reasons.ts'
import { type OfferReasonCode, offerReasons } from './offer-reasons.ts'
import { type PairingReasonCode, pairingReasons } from './pairing-reasons.ts'
import { type RentReasonCode, rentReasons } from './rent-reasons.ts'
import { type RuntimeReasonCode, runtimeReasons } from './runtime-reasons.ts'
import { type WebhookReasonCode, webhookReasons } from './webhook-reasons.ts'

/** Why something is as it is. The same code in errors, API, page and CLI; the words are here once. */
export type UnstakeReasonCode =
  | 'UNSTAKE_THAWING'
  | 'UNSTAKE_READY'
  | 'UNSTAKE_CANCELLED'
  | 'UNSTAKE_WITHDRAWN'
  | 'UNSTAKE_NOT_YOURS'
  | 'UNSTAKE_TOO_MANY_OPEN'
export type PoolReasonCode =
  | 'OPERATOR_WITHOUT_NODES'
  | 'POOL_EMPTY'
  | 'POOL_NO_REWARDS_YET'
  | 'POOL_SELF_STAKE_BELOW_MINIMUM'
  | 'POOL_COMMISSION_RISING'
  | 'STAKE_BELOW_MINIMUM'
  | 'STAKE_ABOVE_BALANCE'
  | 'UNSTAKE_ABOVE_POSITION'
export type EpochFileReasonCode =
  | 'FILE_PENDING'
  | 'FILE_VERIFIED'
  | 'FILE_UNREACHABLE'
  | 'FILE_HASH_MISMATCH'
  | 'FILE_MALFORMED'
  | 'ROOT_MISMATCH'
  | 'TOTAL_MISMATCH'
export type ClaimReasonCode =
  | 'CLAIM_NO_EPOCH'
  | 'CLAIM_EPOCH_PENDING'
  | 'CLAIM_EPOCH_VETOED'
  | 'CLAIM_FILE_NOT_VERIFIED'
  | 'CLAIM_NOTHING_EARNED'
  | 'CLAIM_ALREADY_PAID'
  | 'CLAIM_READY'
  | 'CLAIM_LOCKED_AS_STAKE'
  | 'CLAIM_TOO_SMALL_TO_STAKE'
export type IndexerReasonCode =
  | 'INDEXER_LIVE'
  | 'INDEXER_BEHIND'
  | 'INDEXER_STALE'
  | 'INDEXER_HALTED'
  | 'INDEXER_EMPTY'
  | 'PROVIDERS_DISAGREE'
  | 'SUMS_DIFFER'
export type TxReasonCode =
  | 'TX_SIMULATION_REFUSED'
  | 'TX_REJECTED_IN_WALLET'
  | 'TX_SUBMITTED'
  | 'TX_MINED'
  | 'TX_INDEXED'
  | 'TX_FINAL'
  | 'TX_REVERTED'
  | 'TX_REPLACED'
  | 'TX_DROPPED'
  | 'WALLET_NOT_CONNECTED'
  | 'WALLET_WRONG_NETWORK'
  | 'GAS_ABOVE_BALANCE'
export type FaucetReasonCode = 'FAUCET_DISABLED' | 'FAUCET_LIMIT'
export type MeasurementReasonCode = 'NOT_MEASURED_YET' | 'NO_VERIFIED_WORK'

export type ReasonCode =
  | UnstakeReasonCode
  | PoolReasonCode
  | EpochFileReasonCode
  | ClaimReasonCode
  | IndexerReasonCode
  | TxReasonCode
  | FaucetReasonCode
  | MeasurementReasonCode
  | DeviceReasonCode
  | LeaseReasonCode
  | NodeReasonCode
  | JobReasonCode
  | RuntimeReasonCode
  | OfferReasonCode
  | AccessReasonCode
  | RentReasonCode
  | WebhookReasonCode
  | PairingReasonCode
  | AgentReasonCode

export type Reason = {
  /** What is the case, in one sentence. */
  sentence: string
  /** What to do about it, in one sentence; undefined when nothing is needed. */
  nextStep?: string
}

const reasons = {
  UNSTAKE_THAWING: {
    sentence: 'This stake is thawing and can still be slashed.',
    nextStep: 'Withdraw after the unlock time, or cancel to put it back to work.',
  },
  UNSTAKE_READY: { sentence: 'The thaw is over.', nextStep: 'Withdraw it to your wallet.' },
  UNSTAKE_CANCELLED: { sentence: 'This request was cancelled and its stake went back into the pool.' },
  UNSTAKE_WITHDRAWN: { sentence: 'This request was withdrawn to the staker.' },
  UNSTAKE_NOT_YOURS: {
    sentence: 'This request belongs to another wallet.',
    nextStep: 'Connect the wallet that made the request.',
  },
  UNSTAKE_TOO_MANY_OPEN: {
    sentence: 'A wallet can have 64 open unstake requests.',
    nextStep: 'Withdraw or cancel one of them first.',
  },
  OPERATOR_WITHOUT_NODES: {
    sentence: 'This operator has no registered node, so its pool earns nothing new.',
    nextStep: 'The operator can register a node.',
  },
  POOL_EMPTY: {
    sentence: 'Nobody has staked on this operator yet.',
    nextStep: 'Be the first to stake on it.',
  },
  POOL_NO_REWARDS_YET: {
    sentence: 'No reward has reached this pool in the chosen window, so there is no rate to show.',
    nextStep: 'Choose a longer window or come back after the next epoch.',
  },
  POOL_SELF_STAKE_BELOW_MINIMUM: {
    sentence: "The operator's own stake is below the minimum, so its share of rewards is locked as stake.",
    nextStep: 'The operator can stake the difference.',
  },
  POOL_COMMISSION_RISING: {
    sentence: 'The operator has announced a higher commission.',
    nextStep: 'Compare it with other operators before it takes effect.',
  },
  STAKE_BELOW_MINIMUM: {
    sentence: 'The amount is below the minimum stake.',
    nextStep: 'Enter a larger amount.',
  },
  STAKE_ABOVE_BALANCE: {
    sentence: 'The amount is more than your balance of N3.',
    nextStep: 'Enter a smaller amount or get more N3.',
  },
  UNSTAKE_ABOVE_POSITION: {
    sentence: 'The amount is more than your position in this pool.',
    nextStep: 'Enter a smaller amount.',
  },
  FILE_PENDING: {
    sentence: 'The file behind this root has not been fetched yet.',
    nextStep: 'It is usually there within seconds; look again shortly.',
  },
  FILE_VERIFIED: { sentence: "The published file was rebuilt and gives exactly the contract's root." },
  FILE_UNREACHABLE: {
    sentence: 'The file behind this root could not be fetched, so its rewards are not counted.',
    nextStep: 'It is tried again by itself; the publisher has to put the file back if this lasts.',
  },
  FILE_HASH_MISMATCH: {
    sentence: 'The published file is not the one the root was posted with.',
    nextStep: 'Do not rely on it; the guardian can veto this epoch during the challenge delay.',
  },
  FILE_MALFORMED: {
    sentence: 'The published file cannot be read as an epoch file.',
    nextStep: 'Do not rely on it; the guardian can veto this epoch during the challenge delay.',
  },
  ROOT_MISMATCH: {
    sentence: 'The published amounts do not rebuild to the root on chain.',
    nextStep: 'Do not rely on it; the guardian can veto this epoch during the challenge delay.',
  },
  TOTAL_MISMATCH: {
    sentence: 'The published amounts do not add up to the total on chain.',
    nextStep: 'Do not rely on it; the guardian can veto this epoch during the challenge delay.',
  },
  CLAIM_NO_EPOCH: {
    sentence: 'No epoch has been posted yet.',
    nextStep: 'Wait for the first epoch to end.',
  },
  CLAIM_EPOCH_PENDING: {
    sentence: 'The newest rewards are in their challenge delay.',
    nextStep: 'They can be claimed when the delay ends.',
  },
  CLAIM_EPOCH_VETOED: {
    sentence: 'The guardian vetoed this epoch, so its rewards were withdrawn.',
    nextStep: 'The next posted epoch replaces it.',
  },
  CLAIM_FILE_NOT_VERIFIED: {
    sentence: 'The file behind this epoch is not verified, so no proof can be made from it.',
    nextStep: 'Look at the epoch to see why.',
  },
  CLAIM_NOTHING_EARNED: {
    sentence: 'This operator has earned nothing yet.',
    nextStep: 'Register a node and stay through one full epoch.',
  },
  CLAIM_ALREADY_PAID: { sentence: 'Everything that can be claimed has been paid.' },
  CLAIM_READY: { sentence: 'Rewards are ready.', nextStep: 'Claim them; anyone may send the transaction.' },
  CLAIM_LOCKED_AS_STAKE: {
    sentence: "A claim now stakes the operator's share for it instead of paying it out.",
    nextStep: 'Stake up to the minimum self-stake first to be paid instead.',
  },
  CLAIM_TOO_SMALL_TO_STAKE: {
    sentence: 'These rewards can only be staked for the operator, and are still less than the minimum stake.',
    nextStep: 'They add up with the next epochs; or stake the minimum self-stake to be paid instead.',
  },
  INDEXER_LIVE: { sentence: 'This page is up to date with the chain.' },
  INDEXER_BEHIND: {
    sentence: 'The indexer is catching up, so figures here lag behind the chain.',
    nextStep: 'They update by themselves.',
  },
  INDEXER_STALE: {
    sentence: 'No new block has arrived for a while, so figures here may be old.',
    nextStep: 'Check the chain connection on the status page.',
  },
  INDEXER_HALTED: {
    sentence: 'The indexer stopped because the chain contradicts what was final.',
    nextStep: 'Figures here are frozen; the status page says what happened.',
  },
  PROVIDERS_DISAGREE: {
    sentence: 'The nodes we read the chain from give different answers, so nothing advances until two agree.',
    nextStep: 'The status page names them and the block.',
  },
  SUMS_DIFFER: {
    sentence: 'What is indexed adds up to something else than the contracts say.',
    nextStep: 'The status page says what differs; the index is to be built again.',
  },
  INDEXER_EMPTY: { sentence: 'Nothing has been indexed yet.', nextStep: 'Wait for the indexer to start.' },
  TX_SIMULATION_REFUSED: {
    sentence: 'The contract would refuse this transaction, so it was not sent.',
    nextStep: 'Read the reason, change the amount and try again.',
  },
  TX_REJECTED_IN_WALLET: { sentence: 'You declined the request in your wallet; nothing was sent.' },
  TX_SUBMITTED: { sentence: 'The transaction is on its way to the chain.' },
  TX_MINED: { sentence: 'The transaction is in a block.' },
  TX_INDEXED: { sentence: 'The transaction shows on these pages.' },
  TX_FINAL: { sentence: 'The transaction can no longer be undone.' },
  TX_REVERTED: {
    sentence: 'The contract refused the transaction; only gas was spent.',
    nextStep: 'Read the reason and try again.',
  },
  TX_REPLACED: {
    sentence: 'Another transaction with the same nonce took its place.',
    nextStep: 'Check the replacing transaction in your wallet.',
  },
  TX_DROPPED: {
    sentence: 'The network forgot the transaction before it was mined; nothing happened.',
    nextStep: 'Send it again.',
  },
  WALLET_NOT_CONNECTED: { sentence: 'No wallet is connected.', nextStep: 'Connect a wallet to do this.' },
  WALLET_WRONG_NETWORK: {
    sentence: 'Your wallet is on another network.',
    nextStep: 'Switch to the network of this site.',
  },
  GAS_ABOVE_BALANCE: {
    sentence: 'There is not enough ETH in the wallet to pay for gas.',
    nextStep: 'Add some ETH and try again.',
  },
  FAUCET_DISABLED: { sentence: 'This network has no faucet; its tokens have to be bought or earned.' },
  FAUCET_LIMIT: {
    sentence: 'The faucet gave recently and is resting.',
    nextStep: 'Ask again when the wait is over.',
  },
  NOT_MEASURED_YET: { sentence: 'This is not measured yet, so no figure is shown.' },
  NO_VERIFIED_WORK: {
    sentence: 'This pool had no verified work in this epoch; its budget was carried over.',
  },
  ...deviceReasons,
  ...leaseReasons,
  ...nodeReasons,
  ...jobReasons,
  ...runtimeReasons,
  ...offerReasons,
  ...accessReasons,
  ...rentReasons,
  ...webhookReasons,
  ...pairingReasons,
  ...agentReasons,
} as const satisfies Record<ReasonCode, Reason>

/** Every code, for exhaustive tests and for schemas at the API's edge. */
export const reasonCodes = Object.keys(reasons) as ReasonCode[]

/** The sentence and next step of a code. */
export function reasonOf(code: ReasonCode): Reason {
  return reasons[code]
}

export function isReasonCode(value: string): value is ReasonCode {
  return Object.hasOwn(reasons, value)
}
