import type { JobOrder } from '@network3/protocol/node/job-order'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Offer } from '../limits/judge-device.ts'
import { createJobBook } from './job-book.ts'

const HASH = `0x${'11'.repeat(32)}` as const
const jobIdOf = (index: number) => `job_${index.toString(16).padStart(32, '0')}`
const offer: Offer = {
  capacity: { slots: 2, memoryBytes: 2 ** 28, kinds: ['wasm'], classes: ['D0'] },
  paused: null,
}
const orderOf = (index: number, fence = 1, more: Partial<JobOrder> = {}): JobOrder => ({
  ...{ jobId: jobIdOf(index), fence, kind: 'wasm', class: 'D0', visibility: 'public', moduleBlob: HASH },
  ...{
    inputBlob: HASH,
    args: [],
    seed: HASH,
    clockMs: 0,
    leaseId: null,
    submitter: null,
    commitFirst: false,
  },
  ...{ limits: { memoryBytes: 2 ** 20, gas: '1', wallMs: 1, outputBytes: 1 }, deadlineMs: 1_000, ...more },
})

describe('createJobBook', () => {
  test('refuses what its owner does not lend, each with its own reason', () => {
    const { judge } = createJobBook()
    const reasonOf = (more: Partial<JobOrder>, offered = offer) => judge(orderOf(1, 1, more), offered, 0)
    expect(reasonOf({})).toEqual({ kind: 'take' })
    expect(reasonOf({ deadlineMs: 0 })).toMatchObject({ reason: 'JOB_TIMED_OUT' })
    expect(reasonOf({ kind: 'onnx' })).toMatchObject({ reason: 'MATCH_KIND' })
    expect(reasonOf({ class: 'D2' })).toMatchObject({ reason: 'MATCH_CLASS' })
    const limits = { memoryBytes: 2 ** 30, gas: '1', wallMs: 1, outputBytes: 1 }
    expect(reasonOf({ limits })).toMatchObject({ reason: 'MATCH_MEMORY' })
    expect(reasonOf({ visibility: 'private' })).toMatchObject({ reason: 'ATTEMPT_NODE_REFUSED' })
    expect(reasonOf({}, { ...offer, paused: 'PAUSED_BY_OWNER' })).toMatchObject({ reason: 'PAUSED_BY_OWNER' })
  })

  test('takes public work without a key for sealed messages, and no private work', () => {
    const { judge } = createJobBook()
    const noKey: Offer = { ...offer, paused: 'PAUSED_NO_KEY' }
    expect(judge(orderOf(1), noKey, 0)).toEqual({ kind: 'take' })
    const submitter = { name: 'did:n3:0x00#x', bundle: '0x00' as const }
    const sealed = orderOf(1, 1, { visibility: 'private', submitter })
    expect(judge(sealed, noKey, 0)).toMatchObject({ reason: 'PAUSED_NO_KEY' })
  })

  test('has no more jobs at work than slots; finished ones take none', () => {
    const book = createJobBook()
    for (const index of [1, 2]) book.hold(orderOf(index), 'accepted')
    expect(book.judge(orderOf(3), offer, 0)).toMatchObject({ reason: 'MATCH_NO_FREE_SLOT' })
    expect(book.move(orderOf(1), 'finished')).toBe(true)
    expect(book.judge(orderOf(3), offer, 0)).toEqual({ kind: 'take' })
  })

  test('whatever order fences come in, holds the newest it saw and moves no other', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (fences) => {
        const book = createJobBook()
        let newest = 0
        for (const fence of fences) {
          const order = orderOf(1, fence)
          const { kind } = book.judge(order, offer, 0)
          if (fence > newest) expect(kind).toBe(newest === 0 ? 'take' : 'replace')
          else expect(kind).toBe(fence === newest ? 'known' : 'refuse')
          if (kind === 'take' || kind === 'replace') book.hold(order, 'running')
          newest = Math.max(newest, fence)
          expect(book.list()).toEqual([{ jobId: jobIdOf(1), fence: newest, phase: 'running' }])
          for (const old of fences.filter((each) => each < newest)) {
            expect(book.move(orderOf(1, old), 'finished')).toBe(false)
            expect(book.drop(orderOf(1, old))).toBe(false)
          }
        }
      }),
    )
  })
})
