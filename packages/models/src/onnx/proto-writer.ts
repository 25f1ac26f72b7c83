/** Protocol buffers' wire format, as much as ONNX needs: varints and length-delimited fields. */
export type ProtoWriter = {
  int(field: number, value: number | bigint): ProtoWriter
  text(field: number, value: string): ProtoWriter
  bytes(field: number, value: Uint8Array): ProtoWriter
  message(field: number, build: (inner: ProtoWriter) => void): ProtoWriter
  finish(): Uint8Array
}

const VARINT = 0
const LENGTH_DELIMITED = 2

export function createProtoWriter(): ProtoWriter {
  const parts: number[] = []
  const varint = (value: bigint) => {
    let rest = BigInt.asUintN(64, value)
    while (rest >= 0x80n) {
      parts.push(Number(rest & 0x7fn) | 0x80)
      rest >>= 7n
    }
    parts.push(Number(rest))
  }
  const head = (field: number, type: number) => varint(BigInt((field << 3) | type))
  const writer: ProtoWriter = {
    int: (field, value) => {
      head(field, VARINT)
      varint(BigInt(value))
      return writer
    },
    text: (field, value) => writer.bytes(field, new TextEncoder().encode(value)),
    bytes: (field, value) => {
      head(field, LENGTH_DELIMITED)
      varint(BigInt(value.length))
      for (const byte of value) parts.push(byte)
      return writer
    },
    message: (field, build) => {
      const inner = createProtoWriter()
      build(inner)
      return writer.bytes(field, inner.finish())
    },
    finish: () => Uint8Array.from(parts),
  }
  return writer
}
