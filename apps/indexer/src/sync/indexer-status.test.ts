import { describe, expect, it } from 'vitest'
import { createStatus, notReadyReasons } from './indexer-status.ts'

const now = 1_000_000
const following = { ...createStatus(), phase: 'following', tip: 99n, head: 100n, heardAt: now - 500 } as const
const codes = (status: Parameters<typeof notReadyReasons>[0]) =>
  notReadyReasons(status, now).map(({ code }) => code)

describe('notReadyReasons', () => {
  it('is ready when it follows closely a chain it hears of', () => {
    expect(codes(following)).toEqual([])
  })

  it.each([
    ['it has just begun', createStatus(), 'INDEXER_EMPTY'],
    ['another process writes', { ...following, phase: 'standby' as const }, 'WRITER_LOCKED'],
    ['it fills up', { ...following, phase: 'backfilling' as const, tip: 5n }, 'INDEXER_BEHIND'],
    ['it is far behind', { ...following, tip: 50n }, 'INDEXER_BEHIND'],
    ['the node is silent', { ...following, heardAt: now - 20_000 }, 'INDEXER_STALE'],
  ])('is not ready while %s', (_, status, code) => {
    expect(codes(status)).toEqual([code])
  })

  it('gives the reason of a halt, and nothing else', () => {
    const problem = { code: 'REORG_PAST_FINALITY', message: 'The chain differs.' }
    expect(notReadyReasons({ ...following, phase: 'halted', problem }, now)).toEqual([problem])
  })
})
