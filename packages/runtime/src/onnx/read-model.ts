import { AppError } from '@network3/core/app-error'
import { isElementCode } from '@network3/core/tensors/element-types'
import type { OnnxAttribute, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from './onnx-model.ts'
import { operators } from './operators.ts'
import { badModel, readFields, readIntegers, readMessage, readText } from './protobuf-reader.ts'
import { readTensor } from './read-tensor.ts'

const MAX_NODES = 20_000

/**
 * ModelProto (onnx.proto3). Refuses what the network does not run: operators beyond the list, other domains, graphs
 * within graphs, functions, weights in other files; and any field we do not know, since the engine may.
 */
export function readModel(bytes: Uint8Array): OnnxModel {
  let graph: Uint8Array | undefined
  for (const field of readFields(bytes)) {
    if (field.number === 7) graph = readMessage(field)
    else if (field.number === 8) checkOpset(readMessage(field))
    else if (![1, 2, 3, 4, 5, 6, 14].includes(field.number)) badModel(`field ${field.number} of the model`)
  }
  return readGraph(graph ?? badModel('there is no graph'))
}

function checkOpset(message: Uint8Array): void {
  for (const field of readFields(message))
    if (field.number === 1) checkDomain(readText(field), 'operator set')
}

function checkDomain(domain: string, what: string): void {
  if (domain !== '' && domain !== 'ai.onnx')
    throw new AppError('RUNTIME_OPERATOR_FORBIDDEN', `${what} of ${domain}`)
}

function readGraph(message: Uint8Array): OnnxModel {
  const nodes: OnnxNode[] = []
  const initializers = new Map<string, OnnxTensor>()
  const inputs: OnnxValue[] = []
  const outputs: OnnxValue[] = []
  let weightBytes = 0
  for (const field of readFields(message)) {
    if (field.number === 1) nodes.push(readNode(readMessage(field)))
    else if (field.number === 5) {
      const tensor = readTensor(readMessage(field))
      initializers.set(tensor.name, tensor)
      weightBytes += tensor.bytes
    } else if (field.number === 11) inputs.push(readValue(readMessage(field)))
    else if (field.number === 12) outputs.push(readValue(readMessage(field)))
    else if (![2, 10, 13, 16].includes(field.number)) badModel(`field ${field.number} of the graph`)
    if (nodes.length > MAX_NODES) badModel(`over ${MAX_NODES} nodes`)
  }
  if (outputs.length === 0) badModel('no output')
  return {
    nodes,
    initializers,
    inputs: inputs.filter(({ name }) => !initializers.has(name)),
    outputs,
    weightBytes,
  }
}

function readNode(message: Uint8Array): OnnxNode {
  const node: OnnxNode = { operator: '', inputs: [], outputs: [], attributes: new Map() }
  for (const field of readFields(message)) {
    if (field.number === 1) node.inputs.push(readText(field))
    else if (field.number === 2) node.outputs.push(readText(field))
    else if (field.number === 4) node.operator = readText(field)
    else if (field.number === 5) {
      const [name, attribute] = readAttribute(readMessage(field))
      node.attributes.set(name, attribute)
    } else if (field.number === 7) checkDomain(readText(field), 'operator')
    else if (![3, 6, 9].includes(field.number)) badModel(`field ${field.number} of a node`)
  }
  if (!Object.hasOwn(operators, node.operator))
    throw new AppError('RUNTIME_OPERATOR_FORBIDDEN', node.operator)
  return node
}

function readAttribute(message: Uint8Array): [string, OnnxAttribute] {
  let name = ''
  const attribute: OnnxAttribute = { integers: [] }
  for (const field of readFields(message)) {
    if (field.number === 1) name = readText(field)
    else if (field.number === 3) attribute.integer = field.value
    else if (field.number === 4) attribute.text = readText(field)
    else if (field.number === 5) attribute.tensor = readTensor(readMessage(field))
    else if (field.number === 8) attribute.integers.push(...readIntegers(field))
    else if (field.number === 6 || field.number === 11)
      throw new AppError('RUNTIME_OPERATOR_FORBIDDEN', `a graph within the graph (${name})`)
    else if (![2, 7, 13, 20].includes(field.number)) badModel(`field ${field.number} of attribute ${name}`)
  }
  return [name, attribute]
}

function readValue(message: Uint8Array): OnnxValue {
  let name = ''
  let type = 0
  const dims: (number | undefined)[] = []
  for (const field of readFields(message)) {
    if (field.number === 1) name = readText(field)
    if (field.number !== 2) continue
    for (const kind of readFields(readMessage(field))) {
      if (kind.number !== 1) {
        if (kind.number !== 6) badModel(`${name} is not a tensor`)
        continue
      }
      for (const part of readFields(readMessage(kind))) {
        if (part.number === 1) type = Number(part.value)
        else if (part.number === 2)
          for (const dim of readFields(readMessage(part))) dims.push(readDimension(readMessage(dim)))
      }
    }
  }
  if (!isElementCode(type)) return badModel(`${name} has elements of type ${type}`)
  return { name, type, dims }
}

function readDimension(message: Uint8Array): number | undefined {
  for (const field of readFields(message)) if (field.number === 1) return Number(field.value)
  return undefined
}
