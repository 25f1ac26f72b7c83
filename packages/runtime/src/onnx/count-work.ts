import { AppError } from '@network3/core/app-error'
import type { OnnxModel, OnnxTensor } from './onnx-model.ts'
import { operators } from './operators.ts'
import { type Application, type Shape, sizeOf, unknownShape } from './rules/rule.ts'

const MAX_ELEMENT_BYTES = 8

export type Work = {
  /** Multiply-adds, from the graph's shapes alone: the gas of a model. */
  gas: bigint
  /** No run can hold more: weights, inputs and every intermediate result at its largest element size. */
  tensorBytes: number
  outputBytes: number
}

/** Follows the shapes through the graph, which ONNX keeps sorted, from those of this run's inputs. */
export function countWork(model: OnnxModel, inputs: ReadonlyMap<string, Shape>): Work {
  const shapes = new Map<string, Shape>()
  const constants = new Map<string, OnnxTensor>(model.initializers)
  for (const [name, tensor] of model.initializers) shapes.set(name, tensor.dims)
  for (const value of model.inputs) {
    const shape = inputs.get(value.name)
    if (shape === undefined) throw new AppError('RUNTIME_INPUT_INVALID', `there is no tensor ${value.name}`)
    const fits =
      shape.length === value.dims.length &&
      shape.every((dim, axis) => value.dims[axis] === undefined || dim === value.dims[axis])
    if (!fits)
      throw new AppError(
        'RUNTIME_INPUT_INVALID',
        `${value.name} is ${shape.join(' × ')}, not ${value.dims.join(' × ')}`,
      )
    shapes.set(value.name, shape)
  }
  let work = 0
  let elements = [...inputs.values()].reduce((sum, shape) => sum + sizeOf(shape), 0)
  for (const node of model.nodes) {
    const has = (index: number) => (node.inputs[index] ?? '') !== ''
    const application: Application = {
      node,
      has,
      shape: (index) =>
        shapes.get(node.inputs[index] ?? '') ??
        unknownShape(`input ${index} of ${node.operator} is not known`),
      constant: (index) => constants.get(node.inputs[index] ?? '')?.integers(),
    }
    const outcome = (operators[node.operator] ?? unknownShape(node.operator))(application)
    if (node.outputs.length > 1 && node.outputs.slice(1).some((name) => name !== ''))
      unknownShape(`${node.operator} with more than one result`)
    const name = node.outputs[0] ?? ''
    const shape = outcome.shapes[0] ?? []
    if (shape.some((dim) => !Number.isInteger(dim) || dim < 0)) unknownShape(`${node.operator}: ${shape}`)
    shapes.set(name, shape)
    if (node.operator === 'Constant') {
      const tensor = node.attributes.get('value')?.tensor
      if (tensor !== undefined) constants.set(name, tensor)
    }
    work += outcome.work
    elements += sizeOf(shape)
    if (!Number.isSafeInteger(work) || !Number.isSafeInteger(elements * MAX_ELEMENT_BYTES))
      unknownShape('the numbers are beyond all bounds')
  }
  const outputs = model.outputs.map(({ name }) => shapes.get(name) ?? unknownShape(`output ${name}`))
  return {
    gas: BigInt(Math.ceil(work)),
    tensorBytes: model.weightBytes + elements * MAX_ELEMENT_BYTES,
    outputBytes: outputs.reduce((sum, shape) => sum + sizeOf(shape) * MAX_ELEMENT_BYTES, 0),
  }
}
