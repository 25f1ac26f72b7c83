import { decodeTensors, encodeTensors } from '@network3/core/tensors/tensor-container'
import { FEATURES, featuresOf } from '@network3/models/pii/features'
import { type PiiLabel, piiLabels } from '@network3/models/pii/labels'

/** Values somebody may try first: what each is shows only by its shape. */
export const EXAMPLE_VALUES = ['ada@example.org', '192.0.2.7', 'DE89 3704 0044 0532 0130 00']
export const EXAMPLE_TEXT =
  'Three lines of text\nthat only the node that counts them\nand this page can read.\n'

export const exampleFiles = { model: '/examples/n3-pii.onnx', program: '/examples/word-count.wasm' }

/** The values as the model reads them: a tensor of counted features, one row each. */
export function encodeValues(values: readonly string[]): Uint8Array {
  const data = Uint8Array.from(values.flatMap((value) => [...featuresOf(value)]))
  return encodeTensors([{ name: 'features', type: 'uint8', dims: [values.length, FEATURES], data }])
}

/** What the model takes each value for: the label of its highest score. Undefined for what is no output of it. */
export function decodeLabels(output: Uint8Array, values: readonly string[]): PiiLabel[] | undefined {
  const [scores] = decodeTensors(output)
  if (scores === undefined || scores.type !== 'int32') return undefined
  const width = piiLabels.length
  const numbers = new Int32Array(Uint8Array.from(scores.data).buffer)
  if (numbers.length !== values.length * width) return undefined
  const labels = values.map((_, row) => {
    const own = [...numbers.subarray(row * width, (row + 1) * width)]
    return piiLabels[own.indexOf(Math.max(...own))]
  })
  return labels.every((label) => label !== undefined) ? labels : undefined
}
