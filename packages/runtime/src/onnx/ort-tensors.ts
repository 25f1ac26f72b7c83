import { AppError } from '@network3/core/app-error'
import { type ElementType, elementSizes } from '@network3/core/tensors/element-types'
import type { Tensor } from '@network3/core/tensors/tensor-container'
import type { Tensor as OrtTensor } from 'onnxruntime-web'

type View = new (buffer: ArrayBuffer) => ArrayLike<unknown> & { buffer: ArrayBufferLike }
const views: Record<ElementType, View> = {
  float32: Float32Array,
  float64: Float64Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
  bool: Uint8Array,
}

/** Copies into an aligned buffer; our machines are all little-endian, as WebAssembly is. */
export function toOrtTensor(Constructor: typeof OrtTensor, { type, dims, data }: Tensor): OrtTensor {
  const buffer = new Uint8Array(data).buffer
  const create = Constructor as unknown as new (
    type: string,
    data: unknown,
    dims: readonly number[],
  ) => OrtTensor
  return new create(type, new views[type](buffer), dims)
}

export function fromOrtTensor(name: string, tensor: OrtTensor): Tensor {
  const type = tensor.type
  if (!Object.hasOwn(elementSizes, type)) throw new AppError('INTERNAL', `the engine gave a ${type}`)
  const { buffer, byteOffset, byteLength } = tensor.data as Uint8Array
  const data = new Uint8Array(buffer, byteOffset, byteLength).slice()
  if (type === 'float32') canonicaliseNaN(new Float32Array(data.buffer))
  if (type === 'float64') canonicaliseNaN(new Float64Array(data.buffer))
  return { name, type: type as ElementType, dims: [...tensor.dims], data }
}

/** The bits of a NaN are the processor's choice, also in WebAssembly: here they become one. */
function canonicaliseNaN(values: Float32Array | Float64Array): void {
  const bytes = new Uint8Array(values.buffer)
  const size = values.BYTES_PER_ELEMENT
  const canonical = size === 4 ? [0, 0, 0xc0, 0x7f] : [0, 0, 0, 0, 0, 0, 0xf8, 0x7f]
  for (let index = 0; index < values.length; index++)
    if (Number.isNaN(values[index])) bytes.set(canonical, index * size)
}
