import { AppError } from '@network3/core/app-error'
import { elementTypes, isElementCode } from '@network3/core/tensors/element-types'
import type { OnnxTensor } from './onnx-model.ts'
import { badModel, readFields, readIntegers, readMessage, readText } from './protobuf-reader.ts'

/** TensorProto. Weights must be inside the model: a path to another file is a way out of it. */
export function readTensor(message: Uint8Array): OnnxTensor {
  const dims: number[] = []
  let type = 0
  let name = ''
  let raw: Uint8Array | undefined
  const typed: bigint[] = []
  let typedBytes = 0
  for (const field of readFields(message)) {
    switch (field.number) {
      case 1:
        dims.push(...readIntegers(field).map(Number))
        break
      case 2:
        type = Number(field.value)
        break
      case 5:
      case 7:
      case 11:
        for (const element of readIntegers(field)) typed.push(element)
        break
      case 4:
      case 10:
        typedBytes += field.bytes?.length ?? (field.wire === 1 ? 8 : 4)
        break
      case 8:
        name = readText(field)
        break
      case 9:
        raw = readMessage(field)
        break
      case 12:
      case 16:
        break
      case 13:
        throw new AppError('RUNTIME_EXTERNAL_DATA', `tensor ${name}`)
      case 14:
        if (field.value !== 0n) throw new AppError('RUNTIME_EXTERNAL_DATA', `tensor ${name}`)
        break
      default:
        badModel(`field ${field.number} of a tensor`)
    }
  }
  if (!isElementCode(type)) return badModel(`tensor ${name} has elements of type ${type}`)
  const { size, isInteger } = elementTypes[type]
  const count = dims.reduce((product, dim) => product * dim, 1)
  if (dims.some((dim) => !(dim >= 0)) || !Number.isSafeInteger(count * size))
    badModel(`tensor ${name} has no size`)
  const content = raw
  const held = content === undefined ? (isInteger ? typed.length * size : typedBytes) : content.length
  if (held !== count * size) badModel(`tensor ${name} has ${held} of ${count * size} bytes`)
  const integers = () => (content === undefined ? typed : readRawIntegers(content, elementTypes[type].name))
  return { name, type, dims, bytes: count * size, integers }
}

function readRawIntegers(raw: Uint8Array, type: string): bigint[] {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength)
  const read: Record<string, [size: number, get: (at: number) => bigint]> = {
    int8: [1, (at) => BigInt(view.getInt8(at))],
    uint8: [1, (at) => BigInt(view.getUint8(at))],
    bool: [1, (at) => BigInt(view.getUint8(at))],
    int16: [2, (at) => BigInt(view.getInt16(at, true))],
    uint16: [2, (at) => BigInt(view.getUint16(at, true))],
    int32: [4, (at) => BigInt(view.getInt32(at, true))],
    uint32: [4, (at) => BigInt(view.getUint32(at, true))],
    int64: [8, (at) => view.getBigInt64(at, true)],
    uint64: [8, (at) => view.getBigUint64(at, true)],
  }
  const [size, get] = read[type] ?? badModel(`integers expected, not ${type}`)
  return Array.from({ length: raw.length / size }, (_, index) => get(index * size))
}
