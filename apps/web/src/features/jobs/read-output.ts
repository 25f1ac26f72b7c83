import { decodeTensors, type Tensor } from '@network3/core/tensors/tensor-container'

export type ReadOutput =
  | { as: 'nothing' }
  | { as: 'text'; text: string; isCut: boolean }
  | { as: 'tensors'; tensors: readonly Tensor[] }
  | { as: 'bytes'; hex: string; isCut: boolean }

const MOST_CHARACTERS = 20_000
const MOST_BYTES = 512

/** An output as it is shown: tensors, text where it is text, or bytes. */
export function readOutput(output: Uint8Array): ReadOutput {
  if (output.length === 0) return { as: 'nothing' }
  const tensors = readTensors(output)
  if (tensors !== undefined) return { as: 'tensors', tensors }
  const text = readText(output)
  if (text !== undefined) {
    return { as: 'text', text: text.slice(0, MOST_CHARACTERS), isCut: text.length > MOST_CHARACTERS }
  }
  const bytes = [...output.subarray(0, MOST_BYTES)].map((byte) => byte.toString(16).padStart(2, '0'))
  return { as: 'bytes', hex: bytes.join(' '), isCut: output.length > MOST_BYTES }
}

function readTensors(output: Uint8Array): readonly Tensor[] | undefined {
  try {
    return decodeTensors(output)
  } catch {
    return undefined
  }
}

/** Undefined for what is no UTF-8, or has control characters that no text has. */
function readText(output: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(output)
    return /^[\P{Cc}\n\r\t]*$/u.test(text) ? text : undefined
  } catch {
    return undefined
  }
}
