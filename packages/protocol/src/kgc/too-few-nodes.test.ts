import { expect, test } from 'vitest'
import type { NodeFault, NodeFaultCode } from './ask-node.ts'
import { tooFewNodes } from './too-few-nodes.ts'

const faultsOf = (...codes: NodeFaultCode[]): NodeFault[] =>
  codes.map((code, index) => ({ node: index + 1, url: `http://${index + 1}`, code, message: `says ${code}` }))

test('more than f nodes with one reason are believed: at least one of them is honest', () => {
  const error = tooFewNodes(7, 5, faultsOf('KEY_BOUND', 'KEY_BOUND', 'KEY_BOUND'))
  expect(error).toMatchObject({ code: 'KGC_REFUSED', message: 'says KEY_BOUND', retryable: false })
})

test('f liars cannot make a request look refused', () => {
  const error = tooFewNodes(7, 5, faultsOf('KEY_BOUND', 'KEY_BOUND', 'UNREACHABLE'))
  expect(error).toMatchObject({ code: 'KGC_UNREACHABLE', retryable: true })
  expect(error.message).toContain('needs 5 of its 7 nodes, and 4 are left')
  expect(error.message).toContain('node 3 (http://3) says UNREACHABLE')
})

test('what passes by itself is no refusal', () => {
  const error = tooFewNodes(4, 3, faultsOf('RATE_LIMITED', 'RATE_LIMITED', 'CHAIN_UNREACHABLE'))
  expect(error.code).toBe('KGC_UNREACHABLE')
})
