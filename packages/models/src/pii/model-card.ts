import type { IntegerNetwork } from '../quantise.ts'
import { generateValues } from './generate.ts'
import { piiLabels } from './labels.ts'
import { readHandWritten } from './read-hand-written.ts'
import { type Score, scoreOn, training } from './train-pii.ts'

/** Values no training has seen: another seed. */
const HELD_OUT = { perLabel: 500, seed: 99 } as const

/** MODEL_CARD.md: every figure in it is computed here. */
export function writeModelCard(network: IntegerNetwork, modelBytes: number): string {
  const generated = scoreOn(network, generateValues(HELD_OUT.perLabel, HELD_OUT.seed))
  const handWritten = scoreOn(network, readHandWritten())
  return `# n3-pii

Says what the values of a column are: ${piiLabels.join(', ')}.
Meant for one thing: to warn before a table with personal data is published. It flags; it never proves that a table
holds none.

| | |
|---|---|
| shape | ${network.inputs} hashed features → ${network.hidden} → ${network.outputs}, integers only (class D1: the same scores on every runtime) |
| size | ${modelBytes.toLocaleString('en-US')} bytes of ONNX, opset 13 |
| trained on | ${(training.valuesPerLabel * piiLabels.length).toLocaleString('en-US')} generated values (seed ${training.seed}), ${training.epochs} epochs; no data of anybody |
| values generated with another seed | ${shareOf(generated)} |
| **values written by hand** | **${shareOf(handWritten)}** |
| licence | MIT |

The figure on values written by hand is the one to go by: \`n3-pii/hand-written.txt\` was written before the first training, by hand, and
nothing was changed afterwards to please it. It holds rare forms on purpose.

By label, of the hand-written values:

| label | found | of | taken for something else |
|---|---|---|---|
${rowsOf(handWritten)}

## Not promised
- English and Western European forms dominate the training data; names and addresses in other scripts are missed often.
- One value alone is weak evidence: a column is judged by the label most of its values speak for.
- Check digits are looked at, but a wrong one does not make a card number harmless.

\`npm run train -w @network3/models\` makes the model, this page and the figures again; with \`-- --check\` it says
whether they are what is committed.
`
}

function shareOf({ right, of }: Score): string {
  return `${right.toLocaleString('en-US')} of ${of.toLocaleString('en-US')} right (${((100 * right) / of).toFixed(1)} %)`
}

function rowsOf({ mistakes }: Score): string {
  const values = readHandWritten()
  return piiLabels
    .map((label) => {
      const wrong = mistakes.filter((mistake) => mistake.label === label)
      const of = values.filter((value) => value.label === label).length
      return `| ${label} | ${of - wrong.length} | ${of} | ${[...new Set(wrong.map(({ taken }) => taken))].join(', ')} |`
    })
    .join('\n')
}
