import { z } from 'zod'
import { AppError } from '../app-error.ts'
import { type ElementType, elementSizes } from './element-types.ts'
import { decodeTensors, encodeTensors, type Tensor } from './tensor-container.ts'

/** JSON has no numbers beyond 2^53, and none that is not finite: those are texts. */
const elementSchema = z.union([z.number(), z.boolean(), z.string().max(32)])
const documentSchema = z.object({
  tensors: z.array(
    z.object({
      name: z.string(),
      type: z.enum(Object.keys(elementSizes) as [ElementType, ...ElementType[]]),
      dims: z.array(z.int().nonnegative()),
      data: z.array(elementSchema),
    }),
  ),
})
type Element = z.infer<typeof elementSchema>

/**
 * A tensor container (encodeTensors) from JSON: {"tensors":[{"name":"x","type":"float32","dims":[1,3],"data":[1,2,3]}]},
 * elements row by row. int64 and uint64 may be texts, NaN and infinities are. Throws INPUT_INVALID with a sentence.
 */
export function tensorsFromJson(text: string): Uint8Array {
  const parsed = documentSchema.safeParse(parseJson(text))
  if (!parsed.success) throw invalid(z.prettifyError(parsed.error))
  return encodeTensors(parsed.data.tensors.map(({ data, ...rest }) => ({ ...rest, data: write(rest, data) })))
}

/** The same JSON of a container, without spaces. Throws RUNTIME_INPUT_INVALID for bytes that are none. */
export function tensorsToJson(container: Uint8Array): string {
  const tensors = decodeTensors(container).map((tensor) => {
    const { name, type, dims } = tensor
    return { name, type, dims, data: read(tensor) }
  })
  return JSON.stringify({ tensors })
}

function write({ name, type, dims }: Omit<Tensor, 'data'>, elements: readonly Element[]): Uint8Array {
  const expected = dims.reduce((product, dim) => product * dim, 1)
  if (elements.length !== expected) {
    throw invalid(`${name} has ${elements.length} elements, and its dimensions ask for ${expected}.`)
  }
  const size = elementSizes[type]
  const bytes = new Uint8Array(size * elements.length)
  const view = new DataView(bytes.buffer)
  for (const [index, element] of elements.entries()) {
    writers[type](view, index * size, element, `${name}[${index}]`)
  }
  return bytes
}

type Writer = (view: DataView, at: number, element: Element, where: string) => void

const integer =
  (least: bigint, most: bigint, set: (view: DataView, at: number, value: bigint) => void): Writer =>
  (view, at, element, where) => {
    const value = wholeOf(element)
    if (value === undefined || value < least || value > most) {
      throw invalid(
        `${where} is ${JSON.stringify(element)}: a whole number from ${least} to ${most} is asked for.`,
      )
    }
    set(view, at, value)
  }

const float =
  (set: (view: DataView, at: number, value: number) => void): Writer =>
  (view, at, element, where) => {
    const isText = element === 'NaN' || element === 'Infinity' || element === '-Infinity'
    if (typeof element !== 'number' && !isText) throw invalid(`${where} is no number.`)
    set(view, at, Number(element))
  }

const writers: Record<ElementType, Writer> = {
  bool: integer(0n, 1n, (view, at, value) => view.setUint8(at, Number(value))),
  uint8: integer(0n, 255n, (view, at, value) => view.setUint8(at, Number(value))),
  int8: integer(-128n, 127n, (view, at, value) => view.setInt8(at, Number(value))),
  uint16: integer(0n, 65_535n, (view, at, value) => view.setUint16(at, Number(value), true)),
  int16: integer(-32_768n, 32_767n, (view, at, value) => view.setInt16(at, Number(value), true)),
  uint32: integer(0n, 2n ** 32n - 1n, (view, at, value) => view.setUint32(at, Number(value), true)),
  int32: integer(-(2n ** 31n), 2n ** 31n - 1n, (view, at, value) => view.setInt32(at, Number(value), true)),
  uint64: integer(0n, 2n ** 64n - 1n, (view, at, value) => view.setBigUint64(at, value, true)),
  int64: integer(-(2n ** 63n), 2n ** 63n - 1n, (view, at, value) => view.setBigInt64(at, value, true)),
  float32: float((view, at, value) => view.setFloat32(at, value, true)),
  float64: float((view, at, value) => view.setFloat64(at, value, true)),
}

function wholeOf(element: Element): bigint | undefined {
  if (typeof element === 'boolean') return element ? 1n : 0n
  if (typeof element === 'string') return /^-?\d{1,20}$/.test(element) ? BigInt(element) : undefined
  return Number.isSafeInteger(element) ? BigInt(element) : undefined
}

const readers: Record<ElementType, (view: DataView, at: number) => Element> = {
  bool: (view, at) => view.getUint8(at) !== 0,
  uint8: (view, at) => view.getUint8(at),
  int8: (view, at) => view.getInt8(at),
  uint16: (view, at) => view.getUint16(at, true),
  int16: (view, at) => view.getInt16(at, true),
  uint32: (view, at) => view.getUint32(at, true),
  int32: (view, at) => view.getInt32(at, true),
  uint64: (view, at) => String(view.getBigUint64(at, true)),
  int64: (view, at) => String(view.getBigInt64(at, true)),
  float32: (view, at) => finite(view.getFloat32(at, true)),
  float64: (view, at) => finite(view.getFloat64(at, true)),
}

const finite = (value: number) => (Number.isFinite(value) ? value : String(value))

function read({ type, data }: Tensor): Element[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const size = elementSizes[type]
  return Array.from({ length: data.length / size }, (_, index) => readers[type](view, index * size))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw invalid('They are no JSON.', cause)
  }
}

function invalid(sentence: string, cause?: unknown): AppError {
  return new AppError('INPUT_INVALID', `These tensors cannot be read. ${sentence}`, { cause })
}
