import { AppError } from '@network3/core/app-error'

export function badModel(detail: string): never {
  throw new AppError('RUNTIME_MODEL_MALFORMED', detail)
}

export type Field = {
  number: number
  /** Of wire types 0, 1 and 5: the number, signed 64-bit for varints. */
  value: bigint
  /** Of wire type 2, a view. */
  bytes: Uint8Array | undefined
  /** 0 varint, 1 fixed 64, 2 length-delimited, 5 fixed 32. */
  wire: number
}

/** The fields of a protobuf message, in order (protobuf.dev/programming-guides/encoding); groups are refused. */
export function* readFields(message: Uint8Array): Generator<Field> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength)
  let at = 0
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = message[at++] ?? badModel('ends in the middle of a number')
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return BigInt.asIntN(64, value)
    }
    return badModel('a number is too long')
  }
  const take = (length: number): number => {
    if (length < 0 || length > message.length - at) badModel('ends in the middle of a field')
    at += length
    return at - length
  }
  while (at < message.length) {
    const key = varint()
    const wire = Number(key & 7n)
    const number = Number(key >> 3n)
    if (number < 1) badModel('a field without a number')
    if (wire === 0) yield { number, wire, value: varint(), bytes: undefined }
    else if (wire === 1) yield { number, wire, value: view.getBigUint64(take(8), true), bytes: undefined }
    else if (wire === 5)
      yield { number, wire, value: BigInt(view.getUint32(take(4), true)), bytes: undefined }
    else if (wire === 2) {
      const length = Number(varint())
      const from = take(length)
      yield { number, wire, value: 0n, bytes: message.subarray(from, from + length) }
    } else badModel(`wire type ${wire}`)
  }
}

/** A repeated integer field, packed or not. */
export function readIntegers(field: Field): bigint[] {
  if (field.bytes === undefined) return [field.value]
  const values: bigint[] = []
  let value = 0n
  let shift = 0n
  for (const byte of field.bytes) {
    if (shift > 63n) badModel('a number is too long')
    value |= BigInt(byte & 0x7f) << shift
    shift += 7n
    if (byte >= 0x80) continue
    values.push(BigInt.asIntN(64, value))
    value = 0n
    shift = 0n
  }
  if (shift !== 0n) badModel('ends in the middle of a number')
  return values
}

const utf8 = new TextDecoder()

export function readText(field: Field): string {
  return utf8.decode(field.bytes ?? badModel('a text that is a number'))
}

export function readMessage(field: Field): Uint8Array {
  return field.bytes ?? badModel('a message that is a number')
}
