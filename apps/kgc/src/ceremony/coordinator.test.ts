import { createLogger } from '@network3/service/logger'
import { describe, expect, test } from 'vitest'
import type { Board } from '../peers/board.ts'
import type { ShareRecord } from '../share/share-record.ts'
import type { ShareStore } from '../share/share-store.ts'
import { type Coordinator, createCoordinator } from './coordinator.ts'

type TestNode = { coordinator: Coordinator; store: ShareStore; tamper: (to: number, board: Board) => Board }

function createMemoryStore(): ShareStore {
  let active: ShareRecord | undefined
  let next: ShareRecord | undefined
  return {
    active: () => active,
    next: () => next,
    writeNext: (record) => {
      next = record
    },
    dropNext: () => {
      next = undefined
    },
    promote: () => {
      active = next
      next = undefined
    },
  }
}

const honest = (_: number, board: Board): Board => board

/** Four nodes whose boards travel as JSON; `up` says who can be read. */
function createWorld() {
  const world = new Map<number, TestNode>()
  const up = new Set([1, 2, 3, 4])
  const start = (me: number, store: ShareStore, tamper = honest): void => {
    const coordinator = createCoordinator({
      ...{ me, nodes: 4, threshold: 3, rosterHash: 'roster', guardId: '0'.repeat(32), store },
      logger: createLogger('test', 'silent'),
      boards: () => {
        const others = [...world].filter(([node]) => node !== me && up.has(node))
        return new Map(
          others.map(([node, other]) => [node, read(other.tamper(me, other.coordinator.boardFor(me)))]),
        )
      },
      ...{ publish: () => {}, onActive: () => {}, nowMs: () => 1, minRefreshGapMs: 0 },
    })
    world.set(me, { coordinator, store, tamper })
  }
  for (const me of up) start(me, createMemoryStore())
  const run = (turns = 40): void => {
    for (let turn = 0; turn < turns; turn++)
      for (const [node, { coordinator }] of world) if (up.has(node)) coordinator.step()
  }
  const node = (me: number): TestNode => {
    const found = world.get(me)
    if (found === undefined) throw new Error('no such node')
    return found
  }
  const actives = () => [1, 2, 3, 4].map((me) => node(me).coordinator.active())
  return { start, run, node, up, actives }
}

function read(board: Board): Board {
  return JSON.parse(JSON.stringify(board)) as Board
}

/** The node with this number, or the run, as it shows itself once `condition` holds there. */
function stepUntil(world: ReturnType<typeof createWorld>, condition: () => boolean): void {
  for (let turn = 0; turn < 200 && !condition(); turn++) world.node((turn % 4) + 1).coordinator.step()
  if (!condition()) throw new Error('The ceremony never came that far.')
}

describe('a ceremony', () => {
  test('gives four nodes one key without a dealer, and keeps it through restarts', () => {
    const world = createWorld()
    world.run()
    const [first, ...rest] = world.actives()
    expect(first?.record.version).toBe(1)
    for (const other of rest) expect(other?.issuer).toEqual(first?.issuer)
    world.start(2, world.node(2).store)
    expect(world.node(2).coordinator.active()?.issuer).toEqual(first?.issuer)
    expect(world.node(2).coordinator.boardFor(1).run).toBeUndefined()
  })

  test('waits for a node that is absent, and says for whom', () => {
    const world = createWorld()
    world.up.delete(4)
    world.run()
    expect(world.actives()).toEqual([undefined, undefined, undefined, undefined])
    expect(world.node(1).coordinator.explain()).toEqual({
      code: 'KEY_BEING_GENERATED',
      message: 'Waiting for nodes 4.',
    })
  })

  test('begins again when a node loses its rounds in the middle', () => {
    const world = createWorld()
    stepUntil(world, () => world.node(1).coordinator.boardFor(2).run?.share !== undefined)
    world.start(3, createMemoryStore())
    world.run()
    expect(new Set(world.actives().map((active) => active?.publicHash)).size).toBe(1)
    expect(world.actives()[0]).toBeDefined()
  })

  test('is finished by nodes that were restarted after they had stored their shares', () => {
    const world = createWorld()
    stepUntil(world, () => world.node(1).store.next() !== undefined)
    stepUntil(world, () => world.actives().some((active) => active !== undefined))
    for (const me of [1, 2, 3, 4]) world.start(me, world.node(me).store)
    world.run()
    expect(new Set(world.actives().map((active) => active?.publicHash)).size).toBe(1)
    expect(world.actives()[0]).toBeDefined()
  })

  test('goes on when one stored its share and was restarted while others had not', () => {
    const world = createWorld()
    stepUntil(world, () => world.node(1).store.next() !== undefined)
    world.start(1, world.node(1).store)
    world.run()
    expect(new Set(world.actives().map((active) => active?.publicHash)).size).toBe(1)
    expect(world.actives()[0]).toBeDefined()
  })

  test('is aborted, and the node named, when it deals a wrong share', () => {
    const world = createWorld()
    world.start(3, createMemoryStore(), (to, board) =>
      to === 2 && board.run?.share !== undefined
        ? { ...board, run: { ...board.run, share: `${'01'.padEnd(64, '0')}` } }
        : board,
    )
    world.run()
    expect(world.actives()).toEqual([undefined, undefined, undefined, undefined])
    for (const me of [1, 2, 4])
      expect(world.node(me).coordinator.boardFor(3).run?.abort).toEqual({
        code: 'SHARE_WRONG',
        accused: [3],
      })
    world.start(3, createMemoryStore())
    world.run()
    expect(world.actives().every((active) => active !== undefined)).toBe(true)
  })

  test('is aborted, and the node named, when it shows different offers to different nodes', () => {
    const world = createWorld()
    const second = createWorld()
    world.start(3, createMemoryStore(), (to, board) => {
      const other = second.node(3).coordinator.boardFor(to).run?.offer
      return to === 2 && board.run?.offer !== undefined
        ? { ...board, run: { ...board.run, offer: other ?? board.run.offer } }
        : board
    })
    second.run(3)
    world.run()
    expect(world.actives()).toEqual([undefined, undefined, undefined, undefined])
    expect(world.node(1).coordinator.boardFor(3).run?.abort).toEqual({ code: 'OFFERS_DIFFER', accused: [3] })
  })

  test('refreshes the shares of all when one asks, and keeps the key', () => {
    const world = createWorld()
    world.run()
    const before = world.actives()
    world.node(2).coordinator.requestRefresh()
    world.run()
    for (const [index, after] of world.actives().entries()) {
      expect(after?.record.version).toBe(2)
      expect(after?.record.commitments[0]).toBe(before[0]?.record.commitments[0])
      expect(after?.record.signingShare).not.toBe(before[index]?.record.signingShare)
    }
  })

  test('changes nothing in force while a node is away during a refresh', () => {
    const world = createWorld()
    world.run()
    world.up.delete(4)
    world.node(1).coordinator.requestRefresh()
    world.run()
    expect(world.actives().map((active) => active?.record.version)).toEqual([1, 1, 1, 1])
    world.up.add(4)
    world.run()
    expect(world.actives().map((active) => active?.record.version)).toEqual([2, 2, 2, 2])
  })

  test('a node without its share does not drag the others into a new key', () => {
    const world = createWorld()
    world.run()
    const before = world.actives()[0]?.publicHash
    world.start(4, createMemoryStore())
    world.run()
    expect(
      world
        .actives()
        .slice(0, 3)
        .every((active) => active?.publicHash === before),
    ).toBe(true)
    expect(world.node(4).coordinator.explain()?.code).toBe('SHARE_LOST')
  })
})
