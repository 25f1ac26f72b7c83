import { type IntegerNetwork, quantise } from '../quantise.ts'
import { type Example, trainNetwork } from '../train-network.ts'
import { classifyValue } from './classify.ts'
import { FEATURES, featuresOf } from './features.ts'
import { generateValues, type LabelledValue } from './generate.ts'
import { type PiiLabel, piiLabels } from './labels.ts'

/** Everything the model follows from, besides this code. */
export const training = { valuesPerLabel: 3_000, hidden: 32, epochs: 14, seed: 20_260_301 } as const

/** The model, from nothing. */
export function trainPii({ valuesPerLabel, hidden, epochs, seed } = training): IntegerNetwork {
  const examples = generateValues(valuesPerLabel, seed).map(exampleOf)
  const network = trainNetwork(examples, {
    ...{ hidden, epochs, seed, inputs: FEATURES, outputs: piiLabels.length },
  })
  return quantise(network, examples)
}

function exampleOf({ value, label }: LabelledValue): Example {
  const features = featuresOf(value)
  const places = [...features.keys()].filter((place) => features[place] !== 0)
  return {
    places: Uint16Array.from(places),
    counts: Uint8Array.from(places, (place) => features[place] ?? 0),
    label: piiLabels.indexOf(label),
  }
}

export type Score = {
  right: number
  of: number
  mistakes: { value: string; label: PiiLabel; taken: PiiLabel }[]
}

export function scoreOn(network: IntegerNetwork, values: readonly LabelledValue[]): Score {
  const mistakes = values.flatMap(({ value, label }) => {
    const taken = classifyValue(network, value)
    return taken === label ? [] : [{ value, label, taken }]
  })
  return { right: values.length - mistakes.length, of: values.length, mistakes }
}
