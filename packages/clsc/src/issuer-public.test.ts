import { expect, test } from 'vitest'
import { reasonOf } from './clsc-error.ts'
import { multiplyBase } from './group.ts'
import { evaluateInExponent, issuerOf, scalarOf } from './issuer-public.ts'
import { dealIssuer } from './issuing.ts'
import { issuerIdentifier } from './key-generation.ts'

const refusal = (call: () => unknown) => {
  try {
    call()
    return 'accepted'
  } catch (error) {
    return reasonOf(error)
  }
}

test('a KGC of two, and one that needs all its nodes, are rebuilt from their commitments', () => {
  for (const signers of [
    { threshold: 2, nodes: 3 },
    { threshold: 3, nodes: 3 },
    { threshold: 2, nodes: 2 },
  ]) {
    const { issuer } = dealIssuer(signers)
    expect(issuerOf(issuer.commitments, signers)).toEqual(issuer)
    expect(refusal(() => issuerOf(issuer.commitments, { ...signers, threshold: 1 }))).toBe('misuse')
  }
})

test('a polynomial is evaluated with the constant first, and has at least that', () => {
  const points = [3n, 5n, 7n].map(multiplyBase)
  expect(evaluateInExponent(points, 10n).equals(multiplyBase(753n))).toBe(true)
  expect(evaluateInExponent(points.slice(0, 1), 10n).equals(multiplyBase(3n))).toBe(true)
  expect(refusal(() => evaluateInExponent([], 10n))).toBe('misuse')
})

test('an identifier is a scalar', () => {
  expect(scalarOf(issuerIdentifier(7))).toBe(7n)
  expect(refusal(() => scalarOf('ff'.repeat(32)))).toBe('bad-key')
})
