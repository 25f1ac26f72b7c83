import { type Hex, keccak256, toBytes } from 'viem'
import { type HDAccount, mnemonicToAccount, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'

/**
 * LOCAL ONLY. Every key here can be derived by anyone who reads this file: they exist so that a chain on one's
 * own machine can be brought up, and must never hold anything of worth. LOCAL_CHAIN_ID guards their use.
 */
export const LOCAL_CHAIN_ID = 31337

/** Carried by every node of the local economy, so that pages can label its operators as local. */
export const LOCAL_ECONOMY_SPEC_HASH: Hex = keccak256(toBytes('network3:local-economy:v1'))

/** The published development mnemonic of anvil: its first ten accounts start with ETH. */
const ANVIL_MNEMONIC = 'test test test test test test test test test test test junk'

/** What the rich accounts of a local chain are used for, so that no two processes share a nonce. */
const richRoles = {
  /** Deploys, and holds the admin role. */
  deployer: 0,
  /** Receives the genesis allocation and pays the local economy's wallets. */
  treasury: 1,
  /** Pays out ETH and N3 on request; its share of N3 comes with the genesis allocation. */
  faucet: 2,
  guardian: 3,
  court: 4,
  /** Gives attestors and sponsor what they pay gas with. */
  publisher: 5,
  /** The labelled demo wallet of the local site. */
  demo: 6,
  /** Ships Edge devices, and cancels what cannot be delivered. */
  fulfiller: 7,
  /** Opens and changes batches of Edge devices. */
  merchant: 8,
  /** Posts the roots of the key directory. */
  directory: 9,
} as const

export type LocalRichRole = keyof typeof richRoles

/** A local account that holds ETH from the first block. */
export function localRichAccount(role: LocalRichRole): HDAccount {
  return mnemonicToAccount(ANVIL_MNEMONIC, { addressIndex: richRoles[role] })
}

/** Keys that are derived by name and index, without a limit on how many. */
export type LocalKeyRole =
  | 'attestor'
  | 'sponsor'
  | 'operator'
  | 'delegator'
  | 'node'
  | 'device'
  | 'device-node'
  | 'session'

/** keccak256 of `network3:local-economy:v1/<role>/<index>`; nodes of operator i are 1000·i and up. */
export function localPrivateKey(role: LocalKeyRole, index: number): Hex {
  return keccak256(toBytes(`network3:local-economy:v1/${role}/${index}`))
}

export function localAccount(role: LocalKeyRole, index: number): PrivateKeyAccount {
  return privateKeyToAccount(localPrivateKey(role, index))
}

export const LOCAL_ATTESTOR_COUNT = 3
export const LOCAL_ATTESTOR_QUORUM = 2

/** The attestors of a local chain, ascending by address as Rewards.postRoot wants its signers. */
export function localAttestors(): PrivateKeyAccount[] {
  const accounts = Array.from({ length: LOCAL_ATTESTOR_COUNT }, (_, index) => localAccount('attestor', index))
  return accounts.sort((a, b) => (a.address.toLowerCase() < b.address.toLowerCase() ? -1 : 1))
}
