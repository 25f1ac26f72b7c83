import type { NodePauseReasonCode } from '@network3/core/node-reasons'
import type { NodeCapacity } from '@network3/protocol/node/job-order'
import { type Limits, SANDBOX_BYTES, slotsOf } from './limits.ts'

/** What the device is doing. */
export type DeviceFacts = {
  /** By its clock, minutes since midnight. */
  minuteOfDay: number
  isOnBattery: boolean
  /** Bytes that could be had now. */
  availableBytes: number
  cores: number
  /** Of the last minute: programs that ran or wanted to, all of them. */
  loadAverage: number
  runningJobs: number
  hasSealingKey: boolean
}

export type Offer = { capacity: NodeCapacity; paused: NodePauseReasonCode | null }

const MIB = 2 ** 20

/** What the node lends at this moment, and why nothing, if nothing: what its owner said comes before what it finds. */
export function judgeDevice(limits: Limits, facts: DeviceFacts): Offer {
  const slots = slotsOf(limits, facts.cores)
  return {
    capacity: {
      slots,
      // Of one job: all slots together stay within what is lent.
      memoryBytes: Math.max(0, Math.floor((limits.memoryMib * MIB) / slots)),
      kinds: limits.kinds,
      classes: limits.classes,
    },
    paused: pauseOf(limits, facts),
  }
}

function pauseOf(limits: Limits, facts: DeviceFacts): NodePauseReasonCode | null {
  if (limits.isPaused) return 'PAUSED_BY_OWNER'
  if (!isWithin(limits.hours, facts.minuteOfDay)) return 'PAUSED_OUTSIDE_HOURS'
  if (facts.isOnBattery && !limits.worksOnBattery) return 'PAUSED_ON_BATTERY'
  const { busyAbovePercent } = limits
  const others = Math.max(0, facts.loadAverage - facts.runningJobs)
  if (busyAbovePercent !== null && others * 100 > busyAbovePercent * facts.cores) return 'PAUSED_BUSY'
  // A job that runs has its memory already.
  if (facts.runningJobs === 0 && facts.availableBytes < SANDBOX_BYTES) return 'PAUSED_LOW_MEMORY'
  return facts.hasSealingKey ? null : 'PAUSED_NO_KEY'
}

function isWithin(hours: Limits['hours'], minute: number): boolean {
  if (hours.length === 0) return true
  return hours.some((span) => {
    const from = minuteOf(span.from)
    const to = minuteOf(span.to)
    return from <= to ? minute >= from && minute < to : minute >= from || minute < to
  })
}

function minuteOf(time: string): number {
  const [hour, minute] = time.split(':')
  return Number(hour) * 60 + Number(minute)
}
