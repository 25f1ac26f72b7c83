import { rootStateOf } from '@network3/core/claim-state'
import { isReasonCode } from '@network3/core/reasons'
import type { Epoch } from '@network3/db/queries/epoch/epoch-row'
import { encodeReason } from './reason.ts'

/** A posted epoch as answers carry it, with its root's state at `at`. */
export function encodeEpoch(epoch: Epoch, at: Date) {
  const state = rootStateOf(epoch, at)
  return {
    number: Number(epoch.number),
    startsAt: epoch.startsAt.toISOString(),
    endsAt: epoch.endsAt.toISOString(),
    root: epoch.root,
    dataHash: epoch.dataHash,
    cumulativeTotalWei: String(epoch.cumulativeTotalWei),
    totalWei: String(epoch.totalWei),
    postedAt: epoch.postedAt.toISOString(),
    postedBlock: Number(epoch.postedBlock),
    postedTx: epoch.postedTx,
    claimableAt: epoch.claimableAt.toISOString(),
    vetoedAt: epoch.vetoedAt?.toISOString() ?? null,
    // A row exists, so a root was posted: "none" cannot be.
    rootState: state === 'none' ? ('pending' as const) : state,
    fileState: epoch.fileState,
    fileReason: fileReasonOf(epoch),
  }
}

function fileReasonOf({ fileState, fileReason }: Epoch) {
  if (fileState === 'verified') return null
  if (fileReason === null) return encodeReason('FILE_PENDING')
  if (isReasonCode(fileReason)) return encodeReason(fileReason)
  return { code: fileReason, sentence: 'The published file was refused.', nextStep: null }
}
