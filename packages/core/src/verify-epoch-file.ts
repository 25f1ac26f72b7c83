import { AppError } from './app-error.ts'
import { type EpochFile, epochDataHash, parseEpochFile } from './epoch-file.ts'
import type { Address, Hex } from './hex.ts'
import { buildMerkleTree, emptyMerkleRoot, type MerkleTree, rewardLeaf } from './merkle.ts'

/** What the contract says about an epoch, and where. */
export type PostedRoot = {
  chainId: number
  rewards: Address
  epoch: number
  root: Hex
  dataHash: Hex
  cumulativeTotalWei: bigint
}

/**
 * Reads a published text and holds it against the contract, in the order hash, form, root, totals.
 * Throws FILE_HASH_MISMATCH, FILE_MALFORMED, ROOT_MISMATCH or TOTAL_MISMATCH; what it returns is proven.
 */
export function verifyEpochText(text: string, posted: PostedRoot): EpochFile {
  const dataHash = epochDataHash(text)
  if (dataHash !== posted.dataHash.toLowerCase()) {
    throw new AppError(
      'FILE_HASH_MISMATCH',
      `The file hashes to ${dataHash}, but the root was posted with ${posted.dataHash}.`,
    )
  }
  const file = parseEpochFile(text)
  if (
    file.epoch !== posted.epoch ||
    file.chainId !== posted.chainId ||
    file.rewards !== posted.rewards.toLowerCase()
  ) {
    throw new AppError('FILE_MALFORMED', `The file is for epoch ${file.epoch} of another place or time.`)
  }
  const root = epochRoot(file)
  if (root !== posted.root.toLowerCase() || root !== file.root) {
    throw new AppError(
      'ROOT_MISMATCH',
      `The amounts rebuild to ${root}, but the contract has ${posted.root}.`,
    )
  }
  checkTotals(file, posted.cumulativeTotalWei)
  return file
}

/** The Merkle root of the cumulative amounts. Throws FILE_MALFORMED when an operator occurs twice. */
export function epochRoot(file: EpochFile): Hex {
  return file.operators.length === 0 ? emptyMerkleRoot : epochTree(file).root
}

/** The tree of a file with at least one operator, for proofs. Throws MERKLE_EMPTY, FILE_MALFORMED. */
export function epochTree(file: EpochFile): MerkleTree {
  const operators = new Set(file.operators.map((entry) => entry.operator))
  if (operators.size !== file.operators.length)
    throw new AppError('FILE_MALFORMED', 'An operator occurs twice.')
  return buildMerkleTree(file.operators.map((entry) => epochLeaf(file, entry)))
}

/** The leaf of one operator's entry. */
export function epochLeaf(file: EpochFile, entry: { operator: Address; cumulativeWei: string }): Hex {
  const domain = { chainId: BigInt(file.chainId), rewards: file.rewards, token: file.token }
  return rewardLeaf(domain, entry.operator, BigInt(entry.cumulativeWei))
}

function checkTotals(file: EpochFile, cumulativeTotalWei: bigint): void {
  const cumulative = sum(file.operators.map((entry) => entry.cumulativeWei))
  if (cumulative !== cumulativeTotalWei || cumulative !== BigInt(file.cumulativeTotalWei)) {
    throw new AppError(
      'TOTAL_MISMATCH',
      `The amounts add up to ${cumulative}, but the contract has ${cumulativeTotalWei}.`,
    )
  }
  const byOperator = new Map<Address, bigint>()
  for (const node of file.nodes) {
    byOperator.set(node.operator, (byOperator.get(node.operator) ?? 0n) + BigInt(node.amountWei))
  }
  for (const entry of file.operators) {
    if ((byOperator.get(entry.operator) ?? 0n) !== BigInt(entry.amountWei)) {
      throw new AppError('TOTAL_MISMATCH', `The nodes of ${entry.operator} do not add up to its amount.`)
    }
    byOperator.delete(entry.operator)
  }
  if ([...byOperator.values()].some((amount) => amount > 0n)) {
    throw new AppError('TOTAL_MISMATCH', 'A node earned for an operator that the file does not list.')
  }
  const paid = sum(file.pools.map((pool) => pool.paidWei))
  if (paid !== sum(file.nodes.map((node) => node.amountWei))) {
    throw new AppError('TOTAL_MISMATCH', 'The pools paid something else than the nodes received.')
  }
}

function sum(amounts: readonly string[]): bigint {
  return amounts.reduce((total, amount) => total + BigInt(amount), 0n)
}
