import { expect, it } from 'vitest'
import type { JobAttemptReasonCode } from '../job-reasons.ts'
import { isPassingRefusal, triedNodes } from './tried-nodes.ts'

const attempt = (byte: string, reason: JobAttemptReasonCode | null, detail: string | null = null) => ({
  ...{ node: `0x${byte.repeat(20)}` as const, reason, detail },
})

it('keeps a job from nodes that failed it, and not from those that were lost or busy', () => {
  const attempts = [
    attempt('01', 'ATTEMPT_NODE_LOST'),
    attempt('02', 'ATTEMPT_NODE_REFUSED', 'PAUSED_BUSY'),
    attempt('03', 'ATTEMPT_NODE_REFUSED', 'RUNTIME_UNAVAILABLE'),
    attempt('04', 'ATTEMPT_RECEIPT_INVALID'),
    attempt('05', 'ATTEMPT_FAILED', 'RUNTIME_HOST_MEMORY'),
    attempt('06', null),
    attempt('07', 'ATTEMPT_RETURNED'),
  ]
  expect(triedNodes(attempts).map((node) => node.slice(2, 4))).toEqual(['03', '04', '05', '07'])
})

it('a reason made up by a node does not pass as a pause', () => {
  expect(isPassingRefusal('PAUSED_BUSY')).toBe(true)
  expect(isPassingRefusal('PAUSED_FOREVER')).toBe(false)
  expect(isPassingRefusal(null)).toBe(false)
})
