import { elementTypes, isElementCode } from '@network3/core/tensors/element-types'
import type { DeterminismClass } from '../run-job.ts'
import type { OnnxModel } from './onnx-model.ts'

/** Exact on any runtime when all they see is integers. */
const INTEGER_OPERATORS = new Set(
  (
    'MatMulInteger ConvInteger Add Sub Mul Div Max Min Cast Relu Abs Neg Sign Clip Where Equal Greater Less And Or Not ' +
    'Reshape Flatten Transpose Squeeze Unsqueeze Concat Gather Slice Expand Identity Constant ArgMax ArgMin ' +
    'ReduceSum ReduceMax ReduceMin'
  ).split(' '),
)
/** Processors without VNNI add pairs of 8-bit products in 16 bits, saturating: 2 · 255 · 64 still fits, 65 does not. */
const MAX_WEIGHT = 64n

/** D1 when the model is integers from input to output, on any runtime; else D0, on the pinned build. */
export function classOfModel(model: OnnxModel): DeterminismClass {
  const isInteger = (type: number) => isElementCode(type) && elementTypes[type].isInteger
  const values = [...model.inputs, ...model.outputs, ...model.initializers.values()]
  if (!values.every(({ type }) => isInteger(type))) return 'D0'
  for (const node of model.nodes) {
    if (!INTEGER_OPERATORS.has(node.operator)) return 'D0'
    if (node.operator === 'Cast' && !isInteger(Number(node.attributes.get('to')?.integer ?? 0n))) return 'D0'
    const constant = node.attributes.get('value')?.tensor
    if (constant !== undefined && !isInteger(constant.type)) return 'D0'
    if (node.operator === 'Constant' && constant === undefined) return 'D0'
    if (node.operator === 'MatMulInteger' || node.operator === 'ConvInteger') {
      const weights = model.initializers.get(node.inputs[1] ?? '')
      if (weights === undefined) return 'D0'
      if (weights.integers().some((weight) => weight > MAX_WEIGHT || weight < -MAX_WEIGHT)) return 'D0'
    }
  }
  return 'D1'
}
