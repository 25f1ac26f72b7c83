import { expect, test } from 'vitest'
import { type NodeAddress, type NodeFault, NodeFaultError } from './ask-node.ts'
import { gather } from './gather.ts'

const nodes: NodeAddress[] = [1, 2, 3, 4, 5].map((node) => ({ node, url: `http://${node}` }))
const silence = new Promise<number>(() => {})

function play(
  behaviour: Record<number, 'answers' | 'fails' | 'is silent'>,
  needed: number,
  hedgeAfterMs = 60_000,
) {
  const asked: number[] = []
  const faults: NodeFault[] = []
  const answers = gather(
    nodes,
    needed,
    async (to) => {
      asked.push(to.node)
      if (behaviour[to.node] === 'fails')
        throw new NodeFaultError({ ...to, code: 'UNREACHABLE', message: 'is away' })
      return behaviour[to.node] === 'is silent' ? silence : to.node
    },
    { hedgeAfterMs, onFault: (fault) => faults.push(fault) },
  )
  return { answers, asked, faults }
}

test('as many nodes are asked as are needed, and no more while all goes well', async () => {
  const { answers, asked } = play({}, 3)
  expect(await answers).toEqual([1, 2, 3])
  expect(asked).toEqual([1, 2, 3])
})

test('another one is asked for each that fails', async () => {
  const { answers, asked, faults } = play({ 1: 'fails', 3: 'fails' }, 3)
  expect((await answers).toSorted()).toEqual([2, 4, 5])
  expect(asked).toHaveLength(5)
  expect(faults.map(({ node }) => node)).toEqual([1, 3])
})

test('another one is asked when one is silent for long', async () => {
  const { answers } = play({ 2: 'is silent' }, 3, 5)
  expect((await answers).toSorted()).toEqual([1, 3, 4])
})

test('fewer than needed are given when no node is left', async () => {
  const { answers } = play({ 1: 'fails', 2: 'fails', 3: 'fails' }, 3)
  expect((await answers).toSorted()).toEqual([4, 5])
})

test('a fault of our own is not taken for one of a node', async () => {
  const broken = gather(nodes, 1, () => Promise.reject(new TypeError('ours')), {
    ...{ hedgeAfterMs: 60_000, onFault: () => {} },
  })
  await expect(broken).rejects.toThrow('ours')
})
