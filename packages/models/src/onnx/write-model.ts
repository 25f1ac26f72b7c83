import { createProtoWriter, type ProtoWriter } from './proto-writer.ts'

/** TensorProto.DataType of onnx.proto3. */
const types = { uint8: 2, int8: 3, int32: 6, int64: 7 } as const
export type ElementType = keyof typeof types

/** A tensor that is part of the model; raw little-endian data. No dimensions: a single number. */
export type Initializer = { name: string; type: ElementType; dims: readonly number[]; data: Uint8Array }
/** A text among the dimensions leaves it open. */
type ValueInfo = { name: string; type: ElementType; dims: readonly (number | string)[] }
/** `to`: the element type a Cast gives. */
type OnnxNode = { op: string; inputs: readonly string[]; output: string; to?: ElementType }

export type OnnxModel = {
  name: string
  /** Key and value pairs anybody can read from the file. */
  metadata: Readonly<Record<string, string>>
  inputs: readonly ValueInfo[]
  outputs: readonly ValueInfo[]
  initializers: readonly Initializer[]
  nodes: readonly OnnxNode[]
}

const IR_VERSION = 8
/** ai.onnx 13: all integer operators used here, and known to every runtime in use. */
const OPSET = 13
const ATTRIBUTE_INT = 2

/** The bytes of a model file; field numbers are those of onnx.proto3. The same model gives the same bytes. */
export function writeOnnxModel(model: OnnxModel): Uint8Array {
  const writer = createProtoWriter()
  writer.int(1, IR_VERSION).text(2, 'network3')
  writer.message(7, (graph) => writeGraph(graph, model))
  writer.message(8, (opset) => opset.text(1, '').int(2, OPSET))
  for (const [key, value] of Object.entries(model.metadata)) {
    writer.message(14, (entry) => entry.text(1, key).text(2, value))
  }
  return writer.finish()
}

function writeGraph(graph: ProtoWriter, model: OnnxModel): void {
  for (const { op, inputs, output, to } of model.nodes) {
    graph.message(1, (node) => {
      for (const input of inputs) node.text(1, input)
      node.text(2, output).text(3, output).text(4, op)
      if (to !== undefined) {
        node.message(5, (attribute) => attribute.text(1, 'to').int(3, types[to]).int(20, ATTRIBUTE_INT))
      }
    })
  }
  graph.text(2, model.name)
  for (const { name, type, dims, data } of model.initializers) {
    graph.message(5, (tensor) => {
      for (const dim of dims) tensor.int(1, dim)
      tensor.int(2, types[type]).text(8, name).bytes(9, data)
    })
  }
  for (const value of model.inputs) graph.message(11, (info) => writeValueInfo(info, value))
  for (const value of model.outputs) graph.message(12, (info) => writeValueInfo(info, value))
}

function writeValueInfo(info: ProtoWriter, { name, type, dims }: ValueInfo): void {
  info.text(1, name).message(2, (typed) =>
    typed.message(1, (tensor) =>
      tensor.int(1, types[type]).message(2, (shape) => {
        for (const dim of dims) {
          shape.message(1, (entry) => (typeof dim === 'number' ? entry.int(1, dim) : entry.text(2, dim)))
        }
      }),
    ),
  )
}
