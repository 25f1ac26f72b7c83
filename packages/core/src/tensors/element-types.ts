/** Element types we run, by their number in TensorProto.DataType (onnx.proto3), with their size in bytes. */
export const elementTypes = {
  1: { name: 'float32', size: 4, isInteger: false },
  2: { name: 'uint8', size: 1, isInteger: true },
  3: { name: 'int8', size: 1, isInteger: true },
  4: { name: 'uint16', size: 2, isInteger: true },
  5: { name: 'int16', size: 2, isInteger: true },
  6: { name: 'int32', size: 4, isInteger: true },
  7: { name: 'int64', size: 8, isInteger: true },
  9: { name: 'bool', size: 1, isInteger: true },
  11: { name: 'float64', size: 8, isInteger: false },
  12: { name: 'uint32', size: 4, isInteger: true },
  13: { name: 'uint64', size: 8, isInteger: true },
} as const

export type ElementCode = keyof typeof elementTypes
export type ElementType = (typeof elementTypes)[ElementCode]['name']

export function isElementCode(code: number): code is ElementCode {
  return Object.hasOwn(elementTypes, code)
}

export const elementSizes = Object.fromEntries(
  Object.values(elementTypes).map(({ name, size }) => [name, size]),
) as Record<ElementType, number>
