import { describe, expect, test } from 'vitest'
import {
  advance,
  isAwaited,
  isEnded,
  type TransactionEvent,
  type TransactionPhase,
} from './transaction-phase.ts'

const blockA = { number: '10', hash: '0xaa' } as const
const blockB = { number: '11', hash: '0xbb' } as const
const failure = { code: 'TX_REVERTED', sentence: 'The contract refused the transaction.' }

function play(...events: TransactionEvent[]): TransactionPhase {
  return events.reduce<TransactionPhase>(advance, { status: 'submitted' })
}

describe('the life of a transaction', () => {
  test('goes submitted, mined, indexed, final', () => {
    const included: TransactionEvent = { type: 'included', block: blockA }
    expect(play(included)).toEqual({ status: 'mined', block: blockA })
    expect(play(included, { type: 'indexedThrough', blockNumber: 10n })).toEqual({
      status: 'indexed',
      block: blockA,
    })
    expect(
      play(
        included,
        { type: 'indexedThrough', blockNumber: 12n },
        { type: 'finalizedThrough', blockNumber: 10n },
      ),
    ).toEqual({ status: 'final', block: blockA })
  })

  test('waits while the indexer or finality has not reached its block', () => {
    const phase = play({ type: 'included', block: blockA }, { type: 'indexedThrough', blockNumber: 9n })
    expect(phase.status).toBe('mined')
    const indexed = advance(phase, { type: 'indexedThrough', blockNumber: 10n })
    expect(advance(indexed, { type: 'finalizedThrough', blockNumber: 9n }).status).toBe('indexed')
  })

  test('is not called final before the page shows it', () => {
    const phase = play({ type: 'included', block: blockA }, { type: 'finalizedThrough', blockNumber: 99n })
    expect(phase.status).toBe('mined')
  })

  test('is told as reorged when its block leaves the chain, and starts over in the next block', () => {
    const reorged = play(
      { type: 'included', block: blockA },
      { type: 'indexedThrough', blockNumber: 10n },
      { type: 'vanished' },
    )
    expect(reorged).toEqual({ status: 'reorged' })
    expect(advance(reorged, { type: 'included', block: blockB })).toEqual({ status: 'mined', block: blockB })
  })

  test('must be indexed again when another block includes it', () => {
    const indexed = play({ type: 'included', block: blockA }, { type: 'indexedThrough', blockNumber: 10n })
    expect(advance(indexed, { type: 'included', block: blockB })).toEqual({ status: 'mined', block: blockB })
  })

  test('keeps its phase when the same receipt is seen twice', () => {
    const indexed = play({ type: 'included', block: blockA }, { type: 'indexedThrough', blockNumber: 10n })
    expect(advance(indexed, { type: 'included', block: blockA })).toBe(indexed)
  })

  test('ends as reverted, replaced or dropped, each told apart', () => {
    expect(play({ type: 'reverted', failure })).toEqual({ status: 'reverted', failure })
    expect(play({ type: 'replaced', byHash: '0xcc' })).toEqual({ status: 'replaced', byHash: '0xcc' })
    expect(play({ type: 'dropped' })).toEqual({ status: 'dropped' })
  })

  test('cannot be dropped or replaced once it is in a block', () => {
    const mined = play({ type: 'included', block: blockA })
    expect(advance(mined, { type: 'dropped' })).toBe(mined)
    expect(advance(mined, { type: 'replaced', byHash: undefined })).toBe(mined)
  })

  test('leaves an end as it is, whatever arrives late', () => {
    const ends = [
      play({ type: 'dropped' }),
      play({ type: 'replaced', byHash: undefined }),
      play({ type: 'reverted', failure }),
    ]
    for (const end of ends) {
      expect(isEnded(end)).toBe(true)
      expect(advance(end, { type: 'included', block: blockA })).toBe(end)
      expect(advance(end, { type: 'vanished' })).toBe(end)
    }
  })

  test('is awaited until the page shows it', () => {
    expect(isAwaited(play())).toBe(true)
    expect(isAwaited(play({ type: 'included', block: blockA }))).toBe(true)
    expect(
      isAwaited(play({ type: 'included', block: blockA }, { type: 'indexedThrough', blockNumber: 10n })),
    ).toBe(false)
  })
})
