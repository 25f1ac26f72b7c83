import { createRandom } from './random.ts'

/** Two dense layers with a rectifier between them, row by row: w1[hidden][input], w2[output][hidden]. */
export type Network = {
  inputs: number
  hidden: number
  outputs: number
  w1: Float32Array
  b1: Float32Array
  w2: Float32Array
  b2: Float32Array
}

/** A value's features that are not zero, and its label. */
export type Example = { places: Uint16Array; counts: Uint8Array; label: number }

export type TrainingOptions = {
  hidden: number
  outputs: number
  inputs: number
  epochs: number
  seed: number
}

const BATCH = 64
const RATE = 0.004
const BETA1 = 0.9
const BETA2 = 0.999
/** Adam (Kingma and Ba, 2015) with weight decay beside it (Loshchilov and Hutter, 2019). */
const DECAY = 0.002

/** Trains on one core; the same examples and seed give the same weights on any machine with IEEE 754 floats. */
export function trainNetwork(examples: readonly Example[], options: TrainingOptions): Network {
  const { inputs, hidden, outputs, epochs, seed } = options
  const random = createRandom(seed)
  const gaussian = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const network: Network = {
    ...{ inputs, hidden, outputs, b1: new Float32Array(hidden), b2: new Float32Array(outputs) },
    w1: new Float32Array(hidden * inputs).map(() => gaussian() * Math.sqrt(2 / 60)),
    w2: new Float32Array(outputs * hidden).map(() => gaussian() * Math.sqrt(2 / hidden)),
  }
  const layers = [network.w1, network.b1, network.w2, network.b2]
  const gradients = layers.map((layer) => new Float32Array(layer.length))
  const optimizers = layers.map((layer) => createAdam(layer.length))
  const order = Uint32Array.from(examples.keys())
  const activations = new Float32Array(hidden)
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random)
    const rate = RATE * 0.5 * (1 + Math.cos((Math.PI * epoch) / epochs))
    for (let start = 0; start < order.length; start += BATCH) {
      const batch = order.subarray(start, start + BATCH)
      for (const index of batch) {
        const example = examples[index]
        if (example !== undefined) addGradients(network, example, gradients, activations)
      }
      for (const [at, layer] of layers.entries()) {
        const gradient = gradients[at]
        if (gradient !== undefined) optimizers[at]?.(layer, gradient, batch.length, rate)
      }
    }
  }
  return network
}

/** Adds the gradients of the cross-entropy of one example. */
function addGradients(
  network: Network,
  example: Example,
  gradients: Float32Array[],
  hiddenOut: Float32Array,
) {
  const { inputs, hidden, outputs, w2 } = network
  const [g1, gb1, g2, gb2] = gradients
  if (g1 === undefined || gb1 === undefined || g2 === undefined || gb2 === undefined) return
  const errors = softmax(forward(network, example, hiddenOut))
  errors[example.label] = (errors[example.label] ?? 0) - 1
  for (let output = 0; output < outputs; output++) {
    const error = errors[output] ?? 0
    gb2[output] = (gb2[output] ?? 0) + error
    for (let unit = 0; unit < hidden; unit++) {
      const at = output * hidden + unit
      g2[at] = (g2[at] ?? 0) + error * (hiddenOut[unit] ?? 0)
    }
  }
  for (let unit = 0; unit < hidden; unit++) {
    if ((hiddenOut[unit] ?? 0) <= 0) continue
    let error = 0
    for (let output = 0; output < outputs; output++)
      error += (errors[output] ?? 0) * (w2[output * hidden + unit] ?? 0)
    gb1[unit] = (gb1[unit] ?? 0) + error
    for (let place = 0; place < example.places.length; place++) {
      const at = unit * inputs + (example.places[place] ?? 0)
      g1[at] = (g1[at] ?? 0) + error * (example.counts[place] ?? 0)
    }
  }
}

/** Scores before softmax; `hiddenOut` takes the hidden layer's. */
export function forward(network: Network, example: Example, hiddenOut: Float32Array): Float32Array {
  const { inputs, hidden, outputs, w1, b1, w2, b2 } = network
  for (let unit = 0; unit < hidden; unit++) {
    let sum = b1[unit] ?? 0
    for (let place = 0; place < example.places.length; place++)
      sum += (w1[unit * inputs + (example.places[place] ?? 0)] ?? 0) * (example.counts[place] ?? 0)
    hiddenOut[unit] = Math.max(0, sum)
  }
  const scores = new Float32Array(outputs)
  for (let output = 0; output < outputs; output++) {
    let sum = b2[output] ?? 0
    for (let unit = 0; unit < hidden; unit++)
      sum += (w2[output * hidden + unit] ?? 0) * (hiddenOut[unit] ?? 0)
    scores[output] = sum
  }
  return scores
}

function softmax(scores: Float32Array): Float32Array {
  const most = Math.max(...scores)
  const powers = scores.map((score) => Math.exp(score - most))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}

/** One step over a layer; the gradient is emptied for the next batch. */
function createAdam(length: number) {
  const means = new Float32Array(length)
  const squares = new Float32Array(length)
  let step = 0
  return (layer: Float32Array, gradient: Float32Array, batch: number, rate: number) => {
    step += 1
    const scale = (rate * Math.sqrt(1 - BETA2 ** step)) / (1 - BETA1 ** step)
    for (let at = 0; at < length; at++) {
      const slope = (gradient[at] ?? 0) / batch
      gradient[at] = 0
      const mean = BETA1 * (means[at] ?? 0) + (1 - BETA1) * slope
      const square = BETA2 * (squares[at] ?? 0) + (1 - BETA2) * slope * slope
      means[at] = mean
      squares[at] = square
      const weight = layer[at] ?? 0
      layer[at] = weight - (scale * mean) / (Math.sqrt(square) + 1e-8) - rate * DECAY * weight
    }
  }
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const kept = order[last] ?? 0
    order[last] = order[other] ?? 0
    order[other] = kept
  }
}
