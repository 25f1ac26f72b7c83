import { createRandom } from '../random.ts'
import { type Draw, drawFrom } from './draw.ts'
import { generateContact } from './generate-contact.ts'
import { generatePlace } from './generate-place.ts'
import { generatePlain } from './generate-plain.ts'
import { type PiiLabel, piiLabels } from './labels.ts'

export type LabelledValue = { value: string; label: PiiLabel }

/** `count` values of each label, as columns of real tables hold them, in an order that follows from the seed. */
export function generateValues(count: number, seed: number): LabelledValue[] {
  const draw = drawFrom(createRandom(seed))
  return piiLabels.flatMap((label) =>
    Array.from({ length: count }, () => ({ value: roughen(generate(label, draw), label, draw), label })),
  )
}

function generate(label: PiiLabel, draw: Draw): string {
  switch (label) {
    case 'email':
    case 'phone':
    case 'card':
    case 'iban':
    case 'name':
      return generateContact[label](draw)
    case 'ip':
    case 'mac':
    case 'url':
    case 'id':
    case 'address':
    case 'geo':
      return generatePlace[label](draw)
    case 'date':
    case 'number':
    case 'text':
      return generatePlain[label](draw)
  }
}

/** Tables are typed by people and exported by programs: case, spaces and quotes vary. */
function roughen(value: string, label: PiiLabel, draw: Draw): string {
  if (draw.chance(0.04)) return ` ${value} `
  if (draw.chance(0.03)) return `"${value}"`
  const mayChangeCase = label === 'name' || label === 'address' || label === 'text' || label === 'email'
  if (mayChangeCase && draw.chance(0.08)) return value.toUpperCase()
  return mayChangeCase && draw.chance(0.08) ? value.toLowerCase() : value
}
