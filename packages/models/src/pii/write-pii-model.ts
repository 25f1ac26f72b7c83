import { type ElementType, type Initializer, writeOnnxModel } from '../onnx/write-model.ts'
import { type IntegerNetwork, MOST_ACTIVATION, SHIFT } from '../quantise.ts'
import { piiLabels } from './labels.ts'

/** The network as an ONNX file of integer operators only: class D1, the same scores on every runtime. */
export function writePiiModel(network: IntegerNetwork): Uint8Array {
  const { inputs, hidden, outputs, w1, b1, w2, b2, multiplier } = network
  const number = (name: string, value: number): Initializer => ({
    ...{ name, type: 'int64', dims: [] },
    data: bytesOf(BigInt64Array.of(BigInt(value))),
  })
  return writeOnnxModel({
    name: 'n3-pii',
    metadata: { licence: 'MIT', labels: piiLabels.join(','), features: String(inputs) },
    inputs: [{ name: 'features', type: 'uint8', dims: ['values', inputs] }],
    outputs: [{ name: 'scores', type: 'int32', dims: ['values', outputs] }],
    initializers: [
      { name: 'w1', type: 'int8', dims: [inputs, hidden], data: bytesOf(w1) },
      { name: 'b1', type: 'int32', dims: [hidden], data: bytesOf(b1) },
      { name: 'w2', type: 'int8', dims: [hidden, outputs], data: bytesOf(w2) },
      { name: 'b2', type: 'int32', dims: [outputs], data: bytesOf(b2) },
      number('zero', 0),
      number('multiplier', multiplier),
      number('shift', SHIFT),
      number('most', MOST_ACTIVATION),
    ],
    nodes: [
      { op: 'MatMulInteger', inputs: ['features', 'w1'], output: 'products1' },
      { op: 'Add', inputs: ['products1', 'b1'], output: 'sums1' },
      cast('sums1', 'wide', 'int64'),
      { op: 'Max', inputs: ['wide', 'zero'], output: 'positive' },
      { op: 'Mul', inputs: ['positive', 'multiplier'], output: 'scaled' },
      { op: 'Div', inputs: ['scaled', 'shift'], output: 'rescaled' },
      { op: 'Min', inputs: ['rescaled', 'most'], output: 'capped' },
      cast('capped', 'activations', 'uint8'),
      { op: 'MatMulInteger', inputs: ['activations', 'w2'], output: 'products2' },
      { op: 'Add', inputs: ['products2', 'b2'], output: 'scores' },
    ],
  })
}

function cast(input: string, output: string, to: ElementType) {
  return { op: 'Cast', inputs: [input], output, to }
}

/** Machines of ours are little-endian, as the format is. */
function bytesOf(array: Int8Array | Int32Array | BigInt64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}
