import { readFileSync } from 'node:fs'
import type { IntegerNetwork } from '../quantise.ts'

const folder = new URL('../../n3-pii/', import.meta.url)

/** The model as a rented job takes it: features (uint8, values × 512) in, scores (int32, values × 14) out. */
export function readPiiModel(): Uint8Array {
  return new Uint8Array(readFileSync(new URL('model.onnx', folder)))
}

/** The same weights as TypeScript takes them; model.onnx is written from these. */
export function readPiiNetwork(): IntegerNetwork {
  return parseNetwork(readFileSync(new URL('network.json', folder), 'utf8'))
}

/** Weights as base64, biases as numbers. */
export function stringifyNetwork({ w1, w2, b1, b2, ...sizes }: IntegerNetwork): string {
  const base64 = (weights: Int8Array) => Buffer.from(weights.buffer).toString('base64')
  return `${JSON.stringify({ ...sizes, b1: [...b1], b2: [...b2], w1: base64(w1), w2: base64(w2) }, undefined, 2)}\n`
}

function parseNetwork(text: string): IntegerNetwork {
  const { w1, w2, b1, b2, ...sizes } = JSON.parse(text)
  const weights = (base64: string) => new Int8Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer)
  return { ...sizes, b1: Int32Array.from(b1), b2: Int32Array.from(b2), w1: weights(w1), w2: weights(w2) }
}
