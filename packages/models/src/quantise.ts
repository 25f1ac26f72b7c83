import { type Example, forward, type Network } from './train-network.ts'

/**
 * The network in integers: inputs 0–3, weights of 7 bits (so that two products fit an int16, where a processor adds
 * them in pairs), sums of int32, and between the layers a fixed-point factor. Every runtime gives the same numbers.
 */
export type IntegerNetwork = {
  inputs: number
  hidden: number
  outputs: number
  /** [input][hidden] and [hidden][output]: as MatMulInteger wants them. */
  w1: Int8Array
  b1: Int32Array
  w2: Int8Array
  b2: Int32Array
  /** The hidden sum · multiplier / 2^16, at most 127, goes into the second layer. */
  multiplier: number
}

const MOST_WEIGHT = 63
export const SHIFT = 65_536
export const MOST_ACTIVATION = 127

/** Quantises by the range that the examples reach, less the outermost thousandth. */
export function quantise(network: Network, examples: readonly Example[]): IntegerNetwork {
  const { inputs, hidden, outputs } = network
  const scale1 = MOST_WEIGHT / mostOf(network.w1)
  const scale2 = MOST_WEIGHT / mostOf(network.w2)
  const reached = activationsOf(network, examples)
  const top = reached[Math.floor(reached.length * 0.999)] ?? 1
  const multiplier = Math.max(1, Math.round((MOST_ACTIVATION / (top * scale1)) * SHIFT))
  const hiddenScale = (scale1 * multiplier) / SHIFT
  const w1 = new Int8Array(inputs * hidden)
  for (let unit = 0; unit < hidden; unit++)
    for (let input = 0; input < inputs; input++)
      w1[input * hidden + unit] = Math.round((network.w1[unit * inputs + input] ?? 0) * scale1)
  const w2 = new Int8Array(hidden * outputs)
  for (let output = 0; output < outputs; output++)
    for (let unit = 0; unit < hidden; unit++)
      w2[unit * outputs + output] = Math.round((network.w2[output * hidden + unit] ?? 0) * scale2)
  return {
    ...{ inputs, hidden, outputs, w1, w2, multiplier },
    b1: Int32Array.from(network.b1, (bias) => Math.round(bias * scale1)),
    b2: Int32Array.from(network.b2, (bias) => Math.round(bias * hiddenScale * scale2)),
  }
}

/** What the ONNX model computes, step for step: the reference it is tested against. */
export function scoresOf(network: IntegerNetwork, features: Uint8Array): Int32Array {
  const { hidden, outputs, w1, b1, w2, b2, multiplier } = network
  const sums = Int32Array.from(b1)
  for (const [input, count] of features.entries()) {
    if (count === 0) continue
    for (let unit = 0; unit < hidden; unit++)
      sums[unit] = (sums[unit] ?? 0) + count * (w1[input * hidden + unit] ?? 0)
  }
  const scores = Int32Array.from(b2)
  for (let unit = 0; unit < hidden; unit++) {
    const positive = Math.max(0, sums[unit] ?? 0)
    const activation = Math.min(
      MOST_ACTIVATION,
      Number((BigInt(positive) * BigInt(multiplier)) / BigInt(SHIFT)),
    )
    for (let output = 0; output < outputs; output++)
      scores[output] = (scores[output] ?? 0) + activation * (w2[unit * outputs + output] ?? 0)
  }
  return scores
}

function activationsOf(network: Network, examples: readonly Example[]): Float32Array {
  const sample = examples.slice(0, 4_000)
  const all = new Float32Array(sample.length * network.hidden)
  const hiddenOut = new Float32Array(network.hidden)
  for (const [index, example] of sample.entries()) {
    forward(network, example, hiddenOut)
    all.set(hiddenOut, index * network.hidden)
  }
  return all.sort()
}

function mostOf(weights: Float32Array): number {
  return weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-9)
}
