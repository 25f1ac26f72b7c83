import { decodeTensors, encodeTensors } from '@network3/core/tensors/tensor-container'
import { beforeAll, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../limits.ts'
import { loadOrt } from '../node/load-ort.ts'
import { type Ort, runOnnxInRealm } from '../run-onnx-in-realm.ts'
import { floatModel, integerModel } from '../testing/example-models.ts'
import { attributeInt, bytes, model, node, num, TYPE, tensor, text, value } from '../testing/onnx-writer.ts'

let ort: Ort
beforeAll(async () => {
  ort = await loadOrt()
})
const run = (module: Uint8Array, input: Uint8Array, limits = {}) =>
  runOnnxInRealm({ module, input, limits: { ...DEFAULT_LIMITS, ...limits } }, async () => ort)
const floats = (...values: number[]) => new Uint8Array(Float32Array.of(...values).buffer)
const x = (dims: number[], data: Uint8Array, type: 'float32' | 'uint8' = 'float32') =>
  encodeTensors([{ name: 'x', type, dims, data }])

test('a float model runs on the pinned build, in class D0', async () => {
  const result = await run(floatModel(), x([2, 3], floats(1, 2, 3, 0, 0, 0)))
  expect(result).toMatchObject({ outcome: 'ok', class: 'D0' })
  expect(decodeTensors(result.output)).toEqual([
    { name: 'y', type: 'float32', dims: [2, 2], data: floats(12, 28.5, 0, 0.5) },
  ])
})

test('an integer model is of class D1', async () => {
  const result = await run(integerModel(), x([1, 3], Uint8Array.of(10, 20, 255), 'uint8'))
  // 10 + 60 − 64·255 + 1000 < 0, and (−20 + 1280 + 1530 − 7) / 2.
  const data = new Uint8Array(BigInt64Array.of(0n, 1391n).buffer)
  expect(result).toMatchObject({ outcome: 'ok', class: 'D1' })
  expect(decodeTensors(result.output)).toEqual([{ name: 'y', type: 'int64', dims: [1, 2], data }])
})

test('8-bit weights that some processors add up wrongly are not of class D1', async () => {
  const result = await run(
    integerModel(Int8Array.of(1, 2, 3, 4, 65, 6)),
    x([1, 3], Uint8Array.of(1, 1, 1), 'uint8'),
  )
  expect(result).toMatchObject({ outcome: 'ok', class: 'D0' })
})

test('gas is the multiply-adds of the shapes, also of shapes that the input decides', async () => {
  const gasOf = async (rows: number) => (await run(floatModel(), x([rows, 3], new Uint8Array(rows * 12)))).gas
  expect(await gasOf(1)).toBe(BigInt(3 * 2 + 2 + 2))
  expect(await gasOf(50)).toBe(50n * (await gasOf(1)))
})

test('a model whose work is beyond its gas is not begun', async () => {
  const result = await run(floatModel(), x([50, 3], new Uint8Array(600)), { gas: 499n })
  expect(result).toMatchObject({ outcome: 'failed', reason: 'RUNTIME_OUT_OF_GAS', gas: 499n })
})

test('a model that needs more memory than it may is not begun', async () => {
  const expanding = model({
    inputs: [value('x', TYPE.float, [1])],
    outputs: [value('y', TYPE.float, [100_000_000])],
    initializers: [tensor('shape', TYPE.int64, [1], BigInt64Array.of(100_000_000n))],
    nodes: [node('Expand', ['x', 'shape'], ['y'])],
  })
  expect(await run(expanding, x([1], floats(1)))).toMatchObject({ reason: 'RUNTIME_MEMORY_TOO_LARGE' })
})

test('a NaN in the output has the bits all nodes agree on', async () => {
  const root = model({
    inputs: [value('x', TYPE.float, [1])],
    outputs: [value('y', TYPE.float, [1])],
    nodes: [node('Sqrt', ['x'], ['y'])],
  })
  const [tensorOut] = decodeTensors((await run(root, x([1], floats(-1)))).output)
  expect([...(tensorOut?.data ?? [])]).toEqual([0, 0, 0xc0, 0x7f])
})

const io = { inputs: [value('x', TYPE.float, [1])], outputs: [value('y', TYPE.float, [1])] }
const identity = node('Identity', ['x'], ['y'])
test.each<[reason: string, what: string, bytes: Uint8Array]>([
  [
    'RUNTIME_OPERATOR_FORBIDDEN',
    'an operator not on the list',
    model({ ...io, nodes: [node('NonZero', ['x'], ['y'])] }),
  ],
  ['RUNTIME_OPERATOR_FORBIDDEN', 'a loop', model({ ...io, nodes: [node('Loop', ['x'], ['y'])] })],
  [
    'RUNTIME_OPERATOR_FORBIDDEN',
    'a name every object has',
    model({ ...io, nodes: [node('constructor', ['x'], ['y'])] }),
  ],
  [
    'RUNTIME_OPERATOR_FORBIDDEN',
    'an operator of another domain',
    model({ ...io, nodes: [[...identity, ...text(7, 'com.microsoft')]] }),
  ],
  [
    'RUNTIME_OPERATOR_FORBIDDEN',
    'operators of another domain',
    model({ ...io, nodes: [identity], model: bytes(8, text(1, 'my.ops')) }),
  ],
  [
    'RUNTIME_OPERATOR_FORBIDDEN',
    'a graph within the graph',
    model({ ...io, nodes: [node('Identity', ['x'], ['y'], [...text(1, 'body'), ...bytes(6, [])])] }),
  ],
  [
    'RUNTIME_EXTERNAL_DATA',
    'weights in another file',
    model({
      ...io,
      nodes: [identity],
      initializers: [
        [
          ...num(1, 1),
          ...num(2, 1),
          ...text(8, 'w'),
          ...bytes(13, [...text(1, 'location'), ...text(2, '/etc/passwd')]),
        ],
      ],
    }),
  ],
  [
    'RUNTIME_EXTERNAL_DATA',
    'weights said to be elsewhere',
    model({ ...io, nodes: [identity], initializers: [[...num(1, 0), ...num(2, 1), ...num(14, 1)]] }),
  ],
  [
    'RUNTIME_MODEL_MALFORMED',
    'functions of its own',
    model({ ...io, nodes: [identity], model: bytes(25, []) }),
  ],
  ['RUNTIME_MODEL_MALFORMED', 'fields nobody knows', model({ ...io, nodes: [identity], graph: num(99, 1) })],
  [
    'RUNTIME_MODEL_MALFORMED',
    'weights that are cut off',
    model({ ...io, nodes: [identity], initializers: [tensor('w', TYPE.float, [4], Float32Array.of(1))] }),
  ],
  [
    'RUNTIME_MODEL_MALFORMED',
    'text elements',
    model({ ...io, nodes: [identity], initializers: [[...num(1, 0), ...num(2, 8)]] }),
  ],
  ['RUNTIME_MODEL_MALFORMED', 'something else', new TextEncoder().encode('#!/bin/sh')],
  ['RUNTIME_SHAPE_UNKNOWN', 'a cycle', model({ ...io, nodes: [node('Add', ['x', 'y'], ['y'])] })],
  [
    'RUNTIME_SHAPE_UNKNOWN',
    'a shape that is computed',
    model({
      ...io,
      nodes: [node('Cast', ['x'], ['s'], attributeInt('to', 7)), node('Reshape', ['x', 's'], ['y'])],
    }),
  ],
  ['RUNTIME_SHAPE_UNKNOWN', 'an output nobody makes', model({ ...io, nodes: [] })],
])('%s: %s', async (reason, _what, module) => {
  expect(await run(module, x([1], floats(1)))).toMatchObject({ outcome: 'failed', reason, gas: 0n })
})

test.each([
  ['another shape', x([1, 4], new Uint8Array(16))],
  ['another type', x([1, 3], new Uint8Array(3), 'uint8')],
  ['another tensor', encodeTensors([{ name: 'z', type: 'float32', dims: [1, 3], data: new Uint8Array(12) }])],
  ['no container', new Uint8Array(40)],
])('an input of %s is refused', async (_what, input) => {
  expect(await run(floatModel(), input)).toMatchObject({ reason: 'RUNTIME_INPUT_INVALID' })
})

test('no cut of a model reaches the engine as a whole one', async () => {
  const whole = floatModel(1)
  for (let length = 0; length < whole.length; length++)
    expect((await run(whole.slice(0, length), x([1, 3], new Uint8Array(12)))).outcome).toBe('failed')
})
