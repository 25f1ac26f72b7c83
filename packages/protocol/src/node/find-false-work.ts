import type { Address, Hex } from '@network3/core/hex'
import type { ReceiptsFile, WorkRecord } from '@network3/core/receipts-file'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { decodeHashChain, HASH_CHAIN_MODULE, hashChainHashes } from './hash-chain.ts'
import { recoverSigner } from './node-signature.ts'
import { workReceiptText } from './signed-texts.ts'

/** A wrong answer under a node's own signature, with all that is needed to work the right one out again. */
export type FalseWork = {
  node: Address
  /** Names the incident on chain, so that nobody is slashed for it twice: keccak256 of what was signed and how. */
  incident: Hex
  /** What the network's check was given (hash-chain.ts), and SHA-256 of the answer it must have. */
  input: Hex
  rightOutputHash: Hex
  receipt: WorkRecord['receipt']
}

/**
 * The answers of an epoch that are proven wrong: the node signed that this very program, run on this very input, gave
 * another output than it gives. A failure, a late answer or another cost proves nothing about honesty and is left out;
 * so is everything whose signature does not hold, which a gateway could have made up.
 */
export function findFalseWork(file: ReceiptsFile): FalseWork[] {
  return file.nodes.flatMap(({ node, work }) =>
    work.flatMap((record) => proveFalse(file.chainId, node, record) ?? []),
  )
}

function proveFalse(
  chainId: number,
  node: Address,
  { origin, input, receipt }: WorkRecord,
): FalseWork | undefined {
  const given = origin !== 'canary' || input === null ? undefined : decodeHashChain(input)
  if (given === undefined || input === null || receipt.outcome !== 'ok') return undefined
  if (receipt.node !== node || receipt.chainId !== chainId) return undefined
  if (receipt.moduleHash !== HASH_CHAIN_MODULE || receipt.class !== 'D0') return undefined
  const { signature, ...signed } = receipt
  const text = workReceiptText(signed)
  if (recoverSigner(text, signature) !== node) return undefined
  const right = hashChainHashes(given)
  if (receipt.inputHash !== right.inputHash || receipt.outputHash === right.outputHash) return undefined
  const incident: Hex = `0x${bytesToHex(keccak_256(utf8ToBytes(text + signature)))}`
  return { node, incident, input, rightOutputHash: right.outputHash, receipt }
}
