import { AppError, isAppError } from '../app-error.ts'
import { type ElementType, elementSizes } from './element-types.ts'

/** A tensor as it travels: elements row by row, little-endian. A view where it was read from. */
export type Tensor = { name: string; type: ElementType; dims: readonly number[]; data: Uint8Array }

const MAGIC = new TextEncoder().encode('N3T1')
const MAX_HEADER_BYTES = 65_536
const MAX_TENSORS = 64

/**
 * Input and output of a model: "N3T1", the header's length as u32 little-endian, the header as JSON
 * {"tensors":[{"name","type","dims"}]}, then the elements of each tensor, one after the other. Canonical: keys in this
 * order and no spaces, so that equal tensors have equal bytes and equal hashes.
 */
export function encodeTensors(tensors: readonly Tensor[]): Uint8Array {
  const list = tensors.map(({ name, type, dims }) => ({ name, type, dims }))
  const header = new TextEncoder().encode(JSON.stringify({ tensors: list }))
  const dataBytes = tensors.reduce((sum, { data }) => sum + data.length, 0)
  const out = new Uint8Array(8 + header.length + dataBytes)
  out.set(MAGIC)
  new DataView(out.buffer).setUint32(4, header.length, true)
  out.set(header, 8)
  let at = 8 + header.length
  for (const tensor of tensors) {
    if (tensor.data.length !== bytesOf(tensor))
      throw invalid(`${tensor.name} has ${tensor.data.length} of ${bytesOf(tensor)} bytes`)
    out.set(tensor.data, at)
    at += tensor.data.length
  }
  return out
}

/** The tensors of a container; anything but the one encoding of them is RUNTIME_INPUT_INVALID. */
export function decodeTensors(bytes: Uint8Array): Tensor[] {
  if (MAGIC.some((byte, index) => bytes[index] !== byte) || bytes.length < 8)
    throw invalid('not a tensor container')
  const headerBytes = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true)
  if (headerBytes > MAX_HEADER_BYTES || headerBytes > bytes.length - 8)
    throw invalid('its header is too long')
  const entries = parseHeader(bytes.subarray(8, 8 + headerBytes))
  let at = 8 + headerBytes
  const tensors = entries.map((entry) => {
    const length = bytesOf(entry)
    if (length > bytes.length - at) throw invalid(`${entry.name} is cut off`)
    at += length
    return { ...entry, data: bytes.subarray(at - length, at) }
  })
  if (at !== bytes.length) throw invalid(`${bytes.length - at} bytes belong to no tensor`)
  return tensors
}

type Entry = Omit<Tensor, 'data'>

function parseHeader(header: Uint8Array): Entry[] {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(header)
    const { tensors } = JSON.parse(text) as { tensors: Entry[] }
    if (!Array.isArray(tensors) || tensors.length > MAX_TENSORS)
      throw invalid(`not a list of 0 to ${MAX_TENSORS} tensors`)
    const entries = tensors.map(({ name, type, dims }) => ({ name, type, dims }))
    for (const { name, type, dims } of entries) {
      if (typeof name !== 'string' || !Object.hasOwn(elementSizes, type))
        throw invalid('a tensor without name or type')
      if (!Array.isArray(dims) || !dims.every((dim) => Number.isSafeInteger(dim) && dim >= 0))
        throw invalid(`${name} without dimensions`)
    }
    if (JSON.stringify({ tensors: entries }) !== text) throw invalid('its header is not canonical')
    if (new Set(entries.map(({ name }) => name)).size !== entries.length)
      throw invalid('two tensors of one name')
    return entries
  } catch (error) {
    throw isAppError(error) ? error : invalid('its header is not JSON', error)
  }
}

function bytesOf({ name, type, dims }: Entry): number {
  const bytes = dims.reduce((product, dim) => product * dim, elementSizes[type])
  if (!Number.isSafeInteger(bytes)) throw invalid(`${name} is too large`)
  return bytes
}

function invalid(detail: string, cause?: unknown): AppError {
  return new AppError('RUNTIME_INPUT_INVALID', detail, { cause })
}
