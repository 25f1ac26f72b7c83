import { sharesOf } from '@network3/chain/book/network-book'
import type { ChainReader } from '@network3/chain/chain-reader'
import type { EpochTerms } from '@network3/chain/epochs/epoch-terms'
import { createSnapshotFinder } from '@network3/chain/epochs/find-snapshot'
import { emissionOf } from '@network3/core/emission'
import type { EpochFile } from '@network3/core/epoch-file'
import { epochEndsAt, epochStartsAt } from '@network3/core/epochs'
import type { Address } from '@network3/core/hex'
import { parseReceiptsFile, receiptsHash } from '@network3/core/receipts-file'
import { buildEpochFile } from '@network3/core/scoring/build-epoch-file'
import type { OperatorStake } from '@network3/core/scoring/contribution'
import { contributionsFrom, type NodeMeasures } from '@network3/core/scoring/contributions-from'
import { accruedPool, assetsForSharesDown } from '@network3/core/staking-math'
import { type RefusedReceipt, verifyReceipts } from '@network3/protocol/node/verify-receipts'
import { feesWithin, followScoring, type ScoringBook } from '../chain/scoring-book.ts'

type ComputedEpoch = { file: EpochFile; refused: RefusedReceipt[] }

/** Computes the file of an epoch from the chain's logs, its receipts and the file before. Each instance reads for itself. */
export type EpochComputer = {
  /**
   * `receipts`: the published text, or null when none could be had. Throws EPOCH_INVALID (retryable) before the chain
   * has passed the epoch's end, FILE_MALFORMED, and what the chain answers.
   */
  compute(epoch: bigint, receipts: string | null, previous: EpochFile | undefined): Promise<ComputedEpoch>
}

export function createEpochComputer(chain: ChainReader, terms: EpochTerms): EpochComputer {
  const books = followScoring(chain)
  const beacons = createSnapshotFinder(chain)
  const snapshots = createSnapshotFinder(chain)

  const measure = async (epoch: bigint, startsAt: bigint, text: string) => {
    const beacon = await beacons.lastBlockBefore(startsAt)
    const file = parseReceiptsFile(text)
    const isOurs = file.epoch === Number(epoch) && file.chainId === terms.chainId
    const nothing = { measures: new Map<Address, NodeMeasures>(), refused: [] }
    return isOurs ? verifyReceipts(file, { beacon: beacon.hash }) : nothing
  }

  return {
    compute: async (epoch, receipts, previous) => {
      const startsAt = epochStartsAt(terms.clock, epoch)
      const endsAt = epochEndsAt(terms.clock, epoch)
      const measured = receipts === null ? undefined : await measure(epoch, startsAt, receipts)
      const snapshot = await snapshots.lastBlockBefore(endsAt)
      // While the chain stood still for a whole epoch nobody can have served: it pays nobody and carries over.
      const stoodStill = snapshot.timestamp < startsAt
      const book = stoodStill ? undefined : await books.bookAt(snapshot.number)
      const registrations = book === undefined ? [] : registrationsOf(book, startsAt, endsAt)
      const contributions = contributionsFrom({
        span: { startsAt, endsAt },
        registrations,
        measures: measured?.measures,
        leases: book === undefined ? new Map() : feesWithin(book, startsAt, endsAt),
        previous,
      })
      const file = buildEpochFile({
        ...{ chainId: terms.chainId, rewards: terms.rewards, token: terms.token },
        ...{ epoch: Number(epoch), startsAt, endsAt, snapshot, contributions, previous },
        emissionWei: emissionOf(terms.curve, epoch),
        parameters: terms.parameters,
        stakes: book === undefined ? new Map() : stakesOf(book, registrations, snapshot.timestamp, terms),
        receiptsHash: receipts === null ? null : receiptsHash(receipts),
      })
      return { file, refused: measured?.refused ?? [] }
    },
  }
}

/** Nodes registered during some of the epoch, in the hands of who had them at the snapshot. */
function registrationsOf(book: ScoringBook, startsAt: bigint, endsAt: bigint) {
  return [...book.nodes.values()]
    .filter(
      (node) => node.registeredAt < endsAt && (node.retiredAt === undefined || node.retiredAt > startsAt),
    )
    .map(({ capabilities: _, ...registration }) => registration)
}

function stakesOf(
  book: ScoringBook,
  registrations: readonly { operator: Address }[],
  timestamp: bigint,
  terms: EpochTerms,
): Map<Address, OperatorStake> {
  const stakes = new Map<Address, OperatorStake>()
  for (const { operator } of registrations) {
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
