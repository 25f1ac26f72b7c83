import { describe, expect, it } from 'vitest'
import { judgeOwner } from './resync.ts'

const link = { streamId: 's1' }

describe('judgeOwner', () => {
  it('tells a row that is ours from one to write again and one that another session took', () => {
    expect(judgeOwner({ gateway: 'g', stream: 's1', isOnline: true }, link, 'g')).toBe('ours')
    // Swept by another gateway, or never written: the session stands, so its row is written again.
    expect(judgeOwner({ gateway: 'g', stream: 's1', isOnline: false }, link, 'g')).toBe('lost')
    expect(judgeOwner(undefined, link, 'g')).toBe('lost')
    // A newer session, on this gateway or another, even if it is over by now.
    expect(judgeOwner({ gateway: 'g', stream: 's2', isOnline: true }, link, 'g')).toBe('replaced')
    expect(judgeOwner({ gateway: 'h', stream: 's1', isOnline: true }, link, 'g')).toBe('replaced')
    expect(judgeOwner({ gateway: 'h', stream: 's2', isOnline: false }, link, 'g')).toBe('replaced')
  })
})
