import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Address, Hex } from '../hex.ts'
import { type MatchedJob, type MatchNode, matchJob, matchNode } from './match-job.ts'

const address = (byte: number): Address => `0x${byte.toString(16).padStart(2, '0').repeat(20)}`
const hash = (byte: number): Hex => `0x${byte.toString(16).padStart(2, '0').repeat(32)}`
const OPERATOR = address(0xaa)

const job: MatchedJob = {
  ...{ id: `job_${'0'.repeat(32)}`, kind: 'wasm', class: 'D0', visibility: 'private', memoryBytes: 1_000 },
  ...{ sealedTo: [address(1), address(2), address(3)], operator: OPERATOR, tried: [] },
  ...{ leaseSlotsFree: 1, takenOwners: [], takenSubnets: [] },
}
const node = (byte: number, own: Partial<MatchNode> = {}): MatchNode => ({
  ...{
    node: address(byte),
    operator: OPERATOR,
    subnet: hash(byte),
    isOnline: true,
    paused: null,
    freeSlots: 1,
  },
  ...{ memoryBytes: 1_000, kinds: ['wasm'], classes: ['D0', 'D1'], ...own },
})

describe('matchNode', () => {
  const cases: [string, Partial<MatchNode>, Partial<MatchedJob>, object][] = [
    ['matches', {}, {}, { code: 'MATCH_OK', need: null, have: null }],
    ['another operator', { operator: address(9) }, {}, { code: 'MATCH_NOT_OF_LEASE', have: address(9) }],
    ['not sealed to it', {}, { sealedTo: [address(2)] }, { code: 'MATCH_NOT_SEALED_TO' }],
    ['another kind', { kinds: ['onnx'] }, {}, { code: 'MATCH_KIND', need: 'wasm', have: 'onnx' }],
    ['another class', {}, { class: 'D2' }, { code: 'MATCH_CLASS', need: 'D2', have: 'D0, D1' }],
    [
      'too little memory',
      { memoryBytes: 999 },
      {},
      { code: 'MATCH_MEMORY', need: '1000 bytes', have: '999 bytes' },
    ],
    ['tried before', {}, { tried: [address(1)] }, { code: 'MATCH_TRIED_BEFORE' }],
    ['an owner of another replica', {}, { takenOwners: [OPERATOR] }, { code: 'MATCH_SAME_OWNER' }],
    ['a network of another replica', {}, { takenSubnets: [hash(1)] }, { code: 'MATCH_SAME_OWNER' }],
    ['offline', { isOnline: false }, {}, { code: 'MATCH_OFFLINE' }],
    ['paused', { paused: 'PAUSED_ON_BATTERY' }, {}, { code: 'MATCH_PAUSED', have: 'PAUSED_ON_BATTERY' }],
    [
      'a lease with all slots in use',
      {},
      { leaseSlotsFree: 0 },
      { code: 'MATCH_LEASE_FULL', need: '1', have: '0' },
    ],
    ['full', { freeSlots: 0 }, {}, { code: 'MATCH_NO_FREE_SLOT', need: '1', have: '0' }],
  ]
  for (const [words, own, asked, answer] of cases) {
    it(`says of a node what it needed and had: ${words}`, () => {
      expect(matchNode({ ...job, ...asked }, node(1, own))).toMatchObject(answer)
    })
  }

  it('a private job sealed to nobody runs nowhere; a public one that names nobody anywhere', () => {
    const open = { ...job, sealedTo: [], operator: null, leaseSlotsFree: null }
    expect(matchNode(open, node(1)).code).toBe('MATCH_NOT_SEALED_TO')
    expect(matchNode({ ...open, visibility: 'public' }, node(1)).code).toBe('MATCH_OK')
  })
})

describe('matchJob', () => {
  it('answers for every node, and chooses the lowest rank of those that match, whatever their order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1 }),
        fc.nat(255),
        (bytes, beacon) => {
          const nodes = bytes.map((byte) => node(byte))
          const { chosen, answers } = matchJob(job, nodes, hash(beacon))
          expect(answers.map((answer) => answer.node)).toEqual(nodes.map((each) => each.node))
          expect(matchJob(job, nodes.toReversed(), hash(beacon)).chosen).toBe(chosen)
          expect(chosen).toBeDefined()
        },
      ),
    )
  })

  it('spreads jobs over nodes: none of three gets more than half of 300', () => {
    const counts = new Map<string | undefined, number>()
    for (let index = 0; index < 300; index++) {
      const one = { ...job, id: `job_${String(index).padStart(32, '0')}` }
      const { chosen } = matchJob(one, [node(1), node(2), node(3)], hash(7))
      counts.set(chosen, (counts.get(chosen) ?? 0) + 1)
    }
    expect(Math.max(...counts.values())).toBeLessThan(150)
  })

  it('chooses nobody when nobody matches', () => {
    expect(matchJob(job, [node(1, { freeSlots: 0 })], hash(0)).chosen).toBeUndefined()
  })
})
