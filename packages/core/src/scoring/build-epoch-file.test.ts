import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type EpochFile, epochDataHash, parseEpochFile, serialiseEpochFile } from '../epoch-file.ts'
import { emptyMerkleRoot, verifyMerkleProof } from '../merkle.ts'
import { epochLeaf, epochTree, verifyEpochText } from '../verify-epoch-file.ts'
import { buildEpochFile, type EpochFacts } from './build-epoch-file.ts'
import type { ScoringInput } from './score-epoch.ts'
import { addressOf, plainInput, scoringInputs } from './scoring-cases.ts'

const rewards = addressOf(9, 1)

function factsOf(input: ScoringInput, epoch = 1, previous?: EpochFile): EpochFacts {
  return {
    chainId: 31337,
    rewards,
    token: addressOf(9, 2),
    epoch,
    ...input.span,
    snapshot: { number: 77n, hash: `0x${'77'.repeat(32)}` },
    emissionWei: input.emissionWei,
    parameters: input.parameters,
    contributions: input.contributions,
    stakes: input.stakes,
    receiptsHash: `0x${'55'.repeat(32)}`,
    previous,
  }
}

/** What is changed keeps its version. */
type Changes = Partial<Omit<EpochFile, 'version' | 'parameters'>>

const postedOf = (file: EpochFile) => ({
  chainId: 31337,
  rewards,
  epoch: file.epoch,
  root: file.root,
  dataHash: epochDataHash(serialiseEpochFile(file)),
  cumulativeTotalWei: BigInt(file.cumulativeTotalWei),
})

describe('buildEpochFile', () => {
  it('publishes a text that verifies against its own root, whatever the order of the facts', () => {
    fc.assert(
      fc.property(scoringInputs, (input) => {
        const file = buildEpochFile(factsOf(input))
        const text = serialiseEpochFile(file)
        expect(verifyEpochText(text, postedOf(file))).toEqual(file)
        const reversed = { ...input, contributions: input.contributions.toReversed() }
        expect(serialiseEpochFile(buildEpochFile(factsOf(reversed)))).toBe(text)
      }),
    )
  })

  it('carries cumulative amounts and pools from file to file, so that all emission is paid or carried', () => {
    fc.assert(
      fc.property(fc.array(scoringInputs, { minLength: 1, maxLength: 4 }), (inputs) => {
        let previous: EpochFile | undefined
        let emitted = 0n
        for (const [index, input] of inputs.entries()) {
          const file = buildEpochFile(factsOf(input, index + 1, previous))
          emitted += input.emissionWei
          const carried = file.pools.reduce((sum, pool) => sum + BigInt(pool.carriedOutWei), 0n)
          expect(BigInt(file.cumulativeTotalWei) + carried).toBe(emitted)
          for (const entry of previous?.operators ?? []) {
            const now = file.operators.find(({ operator }) => operator === entry.operator)
            expect(BigInt(now?.cumulativeWei ?? '0') - BigInt(now?.amountWei ?? '0')).toBe(
              BigInt(entry.cumulativeWei),
            )
          }
          previous = file
        }
      }),
      { numRuns: 40 },
    )
  })

  it('proves each operator, and nobody else', () => {
    const file = buildEpochFile(
      factsOf(plainInput([1, 2, 3, 4, 5].map((nodes) => ({ stakeWei: 10n ** 21n, nodes })))),
    )
    const tree = epochTree(file)
    for (const entry of file.operators) {
      const leaf = epochLeaf(file, entry)
      expect(verifyMerkleProof(file.root, leaf, tree.proofOf(leaf))).toBe(true)
      const more = epochLeaf(file, { ...entry, cumulativeWei: `${entry.cumulativeWei}0` })
      expect(verifyMerkleProof(file.root, more, tree.proofOf(leaf))).toBe(false)
    }
  })

  it('says what nobody measured, and keeps what was', () => {
    const input = plainInput([{ stakeWei: 10n ** 21n, nodes: 1 }])
    const history = { answered: 1n, possible: 2n, valid: 3n, invalid: 4n }
    const contributions = input.contributions.map((entry) => ({
      ...entry,
      measured: { answeredSlots: 21n, quality: 5n, subnet: 'a', history },
    }))
    const file = buildEpochFile(factsOf({ ...input, contributions }))
    expect(file).toMatchObject({ version: 2, unmeasured: ['bandwidth', 'data'] })
    expect(file.nodes[0]?.inputs).toMatchObject({
      slots: 21,
      measured: {
        ...{ answeredSlots: '21', quality: '5', subnet: 'a' },
        history: { answered: '1', possible: '2', valid: '3', invalid: '4' },
      },
    })
    const without = buildEpochFile({ ...factsOf(plainInput([])), receiptsHash: null })
    expect(without.unmeasured).toEqual(['challenges', 'quality', 'subnet', 'compute', 'bandwidth', 'data'])
  })

  it('has the empty root while nobody has earned', () => {
    expect(buildEpochFile(factsOf(plainInput([]))).root).toBe(emptyMerkleRoot)
  })
})

describe('verifyEpochText', () => {
  const file = buildEpochFile(
    factsOf(
      plainInput([
        { stakeWei: 10n ** 21n, nodes: 3 },
        { stakeWei: 0n, nodes: 2 },
      ]),
    ),
  )
  const text = serialiseEpochFile(file)
  const posted = postedOf(file)
  /** As an attacker would publish it: another content under its own, matching hash. */
  const refusal = (change: Changes, root = posted.root) => {
    const changed = serialiseEpochFile({ ...file, ...change } as EpochFile)
    return () => verifyEpochText(changed, { ...posted, root, dataHash: epochDataHash(changed) })
  }
  const code = (name: string) => expect.objectContaining({ code: name })

  it('accepts the published text', () => {
    expect(parseEpochFile(text)).toEqual(file)
    expect(verifyEpochText(text, posted)).toEqual(file)
  })

  it('refuses any changed byte by its hash', () => {
    expect(() => verifyEpochText(`${text} `, posted)).toThrow(code('FILE_HASH_MISMATCH'))
  })

  it('refuses what is not canonical, not JSON, not an epoch file, or of another epoch or chain', () => {
    for (const odd of [`${text} `, '', '{}', '[]', JSON.stringify({ ...file, extra: 1 })]) {
      expect(() => verifyEpochText(odd, { ...posted, dataHash: epochDataHash(odd) })).toThrow(
        code('FILE_MALFORMED'),
      )
    }
    for (const change of [{ epoch: 2 }, { chainId: 1 }, { rewards: file.token }]) {
      expect(refusal(change)).toThrow(code('FILE_MALFORMED'))
    }
  })

  it('refuses amounts that do not rebuild to the root, and operators listed twice', () => {
    const [first, ...rest] = file.operators
    if (first === undefined) throw new Error('the case has no operator')
    expect(refusal({ operators: [{ ...first, cumulativeWei: '5' }, ...rest] })).toThrow(code('ROOT_MISMATCH'))
    expect(refusal({ operators: rest })).toThrow(code('ROOT_MISMATCH'))
    expect(refusal({}, emptyMerkleRoot)).toThrow(code('ROOT_MISMATCH'))
    expect(refusal({ operators: [first, ...file.operators] })).toThrow(code('FILE_MALFORMED'))
  })

  it('refuses increments and totals that do not add up', () => {
    const [first, ...rest] = file.operators
    const [node, ...nodes] = file.nodes
    if (first === undefined || node === undefined) throw new Error('the case has no operator')
    const changes: Changes[] = [
      { operators: [{ ...first, amountWei: '1' }, ...rest] },
      { nodes: [{ ...node, amountWei: '1' }, ...nodes] },
      {
        nodes: [
          ...file.nodes,
          { ...node, node: addressOf(1, 999), operator: addressOf(2, 999), amountWei: '7' },
        ],
      },
      { cumulativeTotalWei: '1' },
      { pools: file.pools.map((pool) => ({ ...pool, paidWei: '1' })) },
    ]
    for (const change of changes) expect(refusal(change)).toThrow(code('TOTAL_MISMATCH'))
    expect(() => verifyEpochText(text, { ...posted, cumulativeTotalWei: 1n })).toThrow(code('TOTAL_MISMATCH'))
  })
})
