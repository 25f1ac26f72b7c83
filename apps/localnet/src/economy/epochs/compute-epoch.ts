import { sharesOf } from '@network3/chain/book/network-book'
import type { EpochTerms } from '@network3/chain/epochs/epoch-terms'
import { createSnapshotFinder } from '@network3/chain/epochs/find-snapshot'
import { emissionOf } from '@network3/core/emission'
import type { EpochFile } from '@network3/core/epoch-file'
import { epochEndsAt, epochStartsAt } from '@network3/core/epochs'
import type { Address } from '@network3/core/hex'
import { buildEpochFile } from '@network3/core/scoring/build-epoch-file'
import { type Contribution, type OperatorStake, registeredSlots } from '@network3/core/scoring/contribution'
import { accruedPool, assetsForSharesDown } from '@network3/core/staking-math'
import type { ChainBook } from '../book/chain-book.ts'
import { followEconomy } from '../book/chain-book.ts'
import type { EconomyChain } from '../chain/economy-chain.ts'

/** Computes the file of an epoch from the chain's logs and the file before. Each instance reads for itself. */
export type EpochComputer = {
  compute: (epoch: bigint, previous: EpochFile | undefined) => Promise<EpochFile>
}

export function createEpochComputer(chain: EconomyChain, terms: EpochTerms): EpochComputer {
  const books = followEconomy(chain)
  const snapshots = createSnapshotFinder(chain)
  return {
    compute: async (epoch, previous) => {
      const startsAt = epochStartsAt(terms.clock, epoch)
      const endsAt = epochEndsAt(terms.clock, epoch)
      const snapshot = await snapshots.lastBlockBefore(endsAt)
      // While the chain stood still for a whole epoch nobody can have served: it pays nobody and carries over.
      const stoodStill = snapshot.timestamp < startsAt
      const book = stoodStill ? undefined : await books.bookAt(snapshot.number)
      const contributions = book === undefined ? [] : contributionsOf(book, startsAt, endsAt)
      return buildEpochFile({
        chainId: terms.chainId,
        rewards: terms.rewards,
        token: terms.token,
        epoch: Number(epoch),
        startsAt,
        endsAt,
        snapshot,
        emissionWei: emissionOf(terms.curve, epoch),
        parameters: terms.parameters,
        receiptsHash: null,
        contributions,
        stakes: book === undefined ? new Map() : stakesOf(book, contributions, snapshot.timestamp, terms),
        previous,
      })
    },
  }
}

/** Nodes registered during some of the epoch, in the hands of who had them at the snapshot. */
function contributionsOf(book: ChainBook, startsAt: bigint, endsAt: bigint): Contribution[] {
  return [...book.nodes.values()]
    .filter(
      (node) => node.registeredAt < endsAt && (node.retiredAt === undefined || node.retiredAt > startsAt),
    )
    .map(({ node, operator, country, registeredAt, retiredAt }) => ({
      node,
      operator,
      country,
      registeredAt,
      retiredAt,
      measured: { answeredSlots: registeredSlots({ startsAt, endsAt }, registeredAt, retiredAt) },
    }))
}

function stakesOf(
  book: ChainBook,
  contributions: readonly Contribution[],
  timestamp: bigint,
  terms: EpochTerms,
): Map<Address, OperatorStake> {
  const stakes = new Map<Address, OperatorStake>()
  for (const { operator } of contributions) {
    const pool = book.pools.get(operator)
    if (pool === undefined || stakes.has(operator)) continue
    const now = accruedPool(pool, timestamp)
    const selfStakeWei = assetsForSharesDown(now, sharesOf(book, operator, operator))
    stakes.set(operator, {
      activeAssetsWei: now.activeAssets,
      hasMinimumStake: selfStakeWei >= terms.parameters.minimumSelfStakeWei,
    })
  }
  return stakes
}
