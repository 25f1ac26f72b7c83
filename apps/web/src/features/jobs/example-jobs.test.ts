import { readFileSync } from 'node:fs'
import { decodeTensors, encodeTensors } from '@network3/core/tensors/tensor-container'
import { piiLabels } from '@network3/models/pii/labels'
import { expect, test } from 'vitest'
import { decodeLabels, encodeValues } from './example-jobs.ts'

const read = (path: string) => readFileSync(new URL(`../../../../../${path}`, import.meta.url))

test('the examples on offer are the programs that are tested', () => {
  const isSame = (a: string, b: string) => read(a).equals(read(b))
  expect(isSame('apps/web/public/examples/n3-pii.onnx', 'packages/models/n3-pii/model.onnx')).toBe(true)
  expect(
    isSame('apps/web/public/examples/word-count.wasm', 'packages/runtime/jobs/word-count/job.wasm'),
  ).toBe(true)
})

test('values become one row of features each', () => {
  const [features] = decodeTensors(encodeValues(['a', 'b']))
  expect(features).toMatchObject({ name: 'features', type: 'uint8', dims: [2, 512] })
})

test('a value is taken for the label of its highest score; what has another shape is not read', () => {
  const scores = new Int32Array(2 * piiLabels.length)
  scores[piiLabels.indexOf('ip')] = 9
  scores[piiLabels.length + piiLabels.indexOf('iban')] = 7
  const data = new Uint8Array(scores.buffer)
  const output = encodeTensors([{ name: 'scores', type: 'int32', dims: [2, piiLabels.length], data }])
  expect(decodeLabels(output, ['x', 'y'])).toEqual(['ip', 'iban'])
  expect(decodeLabels(output, ['x'])).toBeUndefined()
})
