// What goes into n3-pii and what comes out of it, as the JSON that `n3 run` takes and gives:
//
//   npm run -s column -- encode ada@example.org 192.0.2.7 > column.json
//   npm run -s column -- decode scores.json

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { labelOf } from '../src/pii/classify.ts'
import { FEATURES, featuresOf } from '../src/pii/features.ts'
import { piiLabels } from '../src/pii/labels.ts'

const [command, ...rest] = process.argv.slice(2)
if (command === 'encode' && rest.length > 0) {
  const data = rest.flatMap((value) => [...featuresOf(value)])
  const tensor = { name: 'features', type: 'uint8', dims: [rest.length, FEATURES], data }
  console.log(JSON.stringify({ tensors: [tensor] }))
} else if (command === 'decode' && rest.length === 1) {
  // npm runs scripts in their workspace, and says where it was asked.
  const path = resolve(process.env.INIT_CWD ?? '', rest[0] ?? '')
  const [scores] = JSON.parse(readFileSync(path, 'utf8')).tensors
  for (let at = 0; at < scores.data.length; at += piiLabels.length) {
    console.log(labelOf(Int32Array.from(scores.data.slice(at, at + piiLabels.length))))
  }
} else {
  console.error('column encode <value>… | column decode <scores.json>')
  process.exitCode = 2
}
