import type { ElementCode } from '@network3/core/tensors/element-types'

/** What we keep of an ONNX model: enough to check it, to count its work and to say which class it is of. */
export type OnnxModel = {
  nodes: OnnxNode[]
  initializers: Map<string, OnnxTensor>
  inputs: OnnxValue[]
  outputs: OnnxValue[]
  /** Of all initializers. */
  weightBytes: number
}

export type OnnxNode = {
  operator: string
  inputs: string[]
  outputs: string[]
  attributes: Map<string, OnnxAttribute>
}

export type OnnxAttribute = { integer?: bigint; integers: bigint[]; text?: string; tensor?: OnnxTensor }

export type OnnxTensor = {
  name: string
  type: ElementCode
  dims: number[]
  bytes: number
  /** Elements of integer tensors, read when asked for. */
  integers(): bigint[]
}

/** A graph's input or output; a dimension without a number is given by whoever runs it. */
export type OnnxValue = { name: string; type: ElementCode; dims: (number | undefined)[] }
