/** Enough of protobuf's wire format to make models for tests by hand (onnx.proto3). */
const varint = (value: bigint): number[] => {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, value)
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80)
    rest >>= 7n
  }
  return [...bytes, Number(rest)]
}
export const num = (field: number, value: number | bigint): number[] => [
  ...varint(BigInt(field) << 3n),
  ...varint(BigInt(value)),
]
export const bytes = (field: number, content: ArrayLike<number>): number[] => [
  ...varint((BigInt(field) << 3n) | 2n),
  ...varint(BigInt(content.length)),
  ...Array.from(content),
]
export const text = (field: number, value: string) => bytes(field, new TextEncoder().encode(value))

export const TYPE = { float: 1, uint8: 2, int8: 3, int32: 6, int64: 7 } as const

export function value(name: string, type: number, dims: readonly (number | string)[]): number[] {
  const shape = dims.flatMap((dim) => bytes(1, typeof dim === 'number' ? num(1, dim) : text(2, dim)))
  return [...text(1, name), ...bytes(2, bytes(1, [...num(1, type), ...bytes(2, shape)]))]
}
export function tensor(name: string, type: number, dims: readonly number[], raw: ArrayBufferView): number[] {
  const content = new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength)
  return [...dims.flatMap((dim) => num(1, dim)), ...num(2, type), ...text(8, name), ...bytes(9, content)]
}
export function node(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  ...attributes: number[][]
): number[] {
  return [
    ...inputs.flatMap((name) => text(1, name)),
    ...outputs.flatMap((name) => text(2, name)),
    ...text(4, operator),
    ...attributes.flatMap((attribute) => bytes(5, attribute)),
  ]
}
export const attributeInt = (name: string, integer: number) => [
  ...text(1, name),
  ...num(3, integer),
  ...num(20, 2),
]

export type ModelParts = {
  nodes: number[][]
  initializers?: number[][]
  inputs: number[][]
  outputs: number[][]
  /** More fields of the graph, and of the model. */
  graph?: number[]
  model?: number[]
}

export function model({
  nodes,
  initializers = [],
  inputs,
  outputs,
  graph = [],
  model = [],
}: ModelParts): Uint8Array {
  const graphBytes = [
    ...nodes.flatMap((each) => bytes(1, each)),
    ...text(2, 'graph'),
    ...initializers.flatMap((each) => bytes(5, each)),
    ...inputs.flatMap((each) => bytes(11, each)),
    ...outputs.flatMap((each) => bytes(12, each)),
    ...graph,
  ]
  const opset = bytes(8, [...text(1, ''), ...num(2, 17)])
  return Uint8Array.from([...num(1, 8), ...opset, ...bytes(7, graphBytes), ...model])
}
