import type { Deployment } from '@network3/chain/deployment'
import { AppError } from '@network3/core/app-error'
import { type EpochFile, epochFileSchema } from '@network3/core/epoch-file'
import type { Address, Hex } from '@network3/core/hex'
import { buildMerkleTree, type MerkleTree, type RewardDomain, rewardLeaf } from '@network3/core/merkle'
import type { Prisma } from '@network3/db/prisma'
import { getEpochFile } from '@network3/db/queries/epoch/get-epoch-file'

/** A leaf with what leads from it to the root. */
type EpochProof = { cumulativeWei: bigint; leaf: Hex; proof: Hex[]; root: Hex }

export type EpochTrees = {
  /** The parsed file of a verified epoch. Throws UNAVAILABLE when it is not stored. */
  fileOf: (dataHash: Hex) => Promise<EpochFile>
  /** The proof of an operator; undefined when it has no leaf. Throws UNAVAILABLE like fileOf. */
  proofOf: (dataHash: Hex, operator: Address) => Promise<EpochProof | undefined>
}

type Entry = { file: EpochFile; cumulative: Map<Address, bigint>; tree: () => MerkleTree | undefined }

/** Newest epochs are what is asked for; older ones are built again when somebody looks at them. */
const KEPT = 4

/**
 * Trees of verified epoch files, built when first asked for and kept for the last few. The indexer has checked each
 * file against the chain before its epoch is called verified; the root is compared here once more, for a wrong
 * proof costs its user gas.
 */
export function createEpochTrees(prisma: Prisma, deployment: Deployment): EpochTrees {
  const entries = new Map<Hex, Promise<Entry>>()
  const domain: RewardDomain = {
    chainId: BigInt(deployment.chainId),
    rewards: deployment.contracts.rewards,
    token: deployment.contracts.n3Token,
  }
  const entryOf = (dataHash: Hex): Promise<Entry> => {
    const found = entries.get(dataHash)
    if (found !== undefined) return found
    const entry = loadEntry(prisma, domain, dataHash)
    entries.set(dataHash, entry)
    entry.catch(() => entries.delete(dataHash))
    const [oldest] = entries.keys()
    if (entries.size > KEPT && oldest !== undefined) entries.delete(oldest)
    return entry
  }
  return {
    fileOf: async (dataHash) => (await entryOf(dataHash)).file,
    proofOf: async (dataHash, operator) => {
      const { file, cumulative, tree } = await entryOf(dataHash)
      const cumulativeWei = cumulative.get(operator)
      const built = tree()
      if (cumulativeWei === undefined || built === undefined) return undefined
      const leaf = rewardLeaf(domain, operator, cumulativeWei)
      return { cumulativeWei, leaf, proof: built.proofOf(leaf), root: file.root }
    },
  }
}

async function loadEntry(prisma: Prisma, domain: RewardDomain, dataHash: Hex): Promise<Entry> {
  const stored = await getEpochFile(prisma, dataHash)
  if (stored === undefined) throw new AppError('UNAVAILABLE', 'The file of this epoch is not stored here.')
  const file = epochFileSchema.parse(JSON.parse(stored.content))
  const cumulative = new Map(file.operators.map((row) => [row.operator, BigInt(row.cumulativeWei)]))
  let built: MerkleTree | undefined
  return {
    file,
    cumulative,
    tree: () => {
      if (built !== undefined || cumulative.size === 0) return built
      built = buildMerkleTree([...cumulative].map(([operator, wei]) => rewardLeaf(domain, operator, wei)))
      if (built.root !== file.root) {
        throw new AppError('ROOT_MISMATCH', 'The stored file does not rebuild to its own root.')
      }
      return built
    },
  }
}
