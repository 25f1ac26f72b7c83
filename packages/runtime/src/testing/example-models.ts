import { attributeInt, model, node, TYPE, tensor, value } from './onnx-writer.ts'

/** y = relu(x · w + b) in 32-bit floats, x being [rows, 3]; w is 3 × 2. */
export function floatModel(rows: number | string = 'rows'): Uint8Array {
  return model({
    inputs: [value('x', TYPE.float, [rows, 3])],
    outputs: [value('y', TYPE.float, [rows, 2])],
    initializers: [
      tensor('w', TYPE.float, [3, 2], Float32Array.of(1, 2, 3, 4, 5, 6)),
      tensor('b', TYPE.float, [2], Float32Array.of(-10, 0.5)),
    ],
    nodes: [node('MatMul', ['x', 'w'], ['p']), node('Add', ['p', 'b'], ['s']), node('Relu', ['s'], ['y'])],
  })
}

/** y = max(x · w + b, 0) / 2 in integers, as a quantised layer is. */
export function integerModel(weights: ArrayBufferView = Int8Array.of(1, -2, 3, 64, -64, 6)): Uint8Array {
  return model({
    inputs: [value('x', TYPE.uint8, [1, 3])],
    outputs: [value('y', TYPE.int64, [1, 2])],
    initializers: [
      tensor('w', TYPE.int8, [3, 2], weights),
      tensor('b', TYPE.int32, [2], Int32Array.of(1_000, -7)),
      tensor('zero', TYPE.int32, [], Int32Array.of(0)),
      tensor('two', TYPE.int64, [], BigInt64Array.of(2n)),
    ],
    nodes: [
      node('MatMulInteger', ['x', 'w'], ['p']),
      node('Add', ['p', 'b'], ['s']),
      node('Max', ['s', 'zero'], ['m']),
      node('Cast', ['m'], ['c'], attributeInt('to', TYPE.int64)),
      node('Div', ['c', 'two'], ['y']),
    ],
  })
}

/** One quantised layer of 512 × 32, the size of a tiny text model. */
export function layerModel(): Uint8Array {
  const weights = new Int8Array(512 * 32).map((_, index) => ((index * 37) % 129) - 64)
  return model({
    inputs: [value('x', TYPE.uint8, [1, 512])],
    outputs: [value('y', TYPE.int32, [1, 32])],
    initializers: [tensor('w', TYPE.int8, [512, 32], weights)],
    nodes: [node('MatMulInteger', ['x', 'w'], ['y'])],
  })
}
