import { AppError } from '@network3/core/app-error'
import { deviceStatusAfter } from '@network3/core/device-state'
import type { DeviceEventRow } from '@network3/db/write/device-events'
import type { DeviceState } from '@network3/db/write/devices'

/**
 * One step of a device's history: its state after `step`, from that before. Throws PROJECTION_BROKEN for a step
 * of a device that was never ordered, for then logs are missing.
 * The order is that of the contracts: ordered; then refunded, or shipped (its key corrected any number of times),
 * then activated, and activated again. It may change hands at any time until it is refunded.
 */
export function foldDevice(state: DeviceState | undefined, step: DeviceEventRow): DeviceState {
  if (step.kind === 'ordered') {
    if (step.orderId === null || step.to === null) throw unordered(step)
    return {
      ...{
        tokenId: step.tokenId,
        orderId: step.orderId,
        owner: step.to,
        status: 'ordered',
        reason: step.reason,
      },
      ...{ shippedAt: null, activatedAt: null, refundedAt: null },
      ...{ keyCommitment: null, deviceKey: null, node: null },
    }
  }
  if (state === undefined) throw unordered(step)
  const next: DeviceState = {
    ...state,
    owner: step.to ?? state.owner,
    status: deviceStatusAfter(state.status, step.kind),
    keyCommitment: step.keyCommitment ?? state.keyCommitment,
    deviceKey: step.deviceKey ?? state.deviceKey,
    node: step.node ?? state.node,
  }
  // Changing hands says nothing of why the device stands where it does.
  if (step.kind !== 'transferred') next.reason = step.reason
  if (step.kind === 'shipped') next.shippedAt = step.minedAt
  if (step.kind === 'activated' || step.kind === 'reactivated') next.activatedAt = step.minedAt
  if (step.kind === 'refunded') next.refundedAt = step.minedAt
  return next
}

function unordered({ kind, tokenId, blockNumber }: DeviceEventRow): AppError {
  return new AppError(
    'PROJECTION_BROKEN',
    `Block ${blockNumber} says that device ${tokenId} was ${kind}, but not who ordered it: logs are missing.`,
  )
}
