// Makes n3-pii: network.json, model.onnx and MODEL_CARD.md. With --check, says whether they are what is committed.
import { readFileSync, writeFileSync } from 'node:fs'
import { stringifyNetwork } from '../src/pii/load-pii-model.ts'
import { writeModelCard } from '../src/pii/model-card.ts'
import { trainPii } from '../src/pii/train-pii.ts'
import { writePiiModel } from '../src/pii/write-pii-model.ts'

const startedAt = performance.now()
const network = trainPii()
console.log(`Trained in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`)
const model = writePiiModel(network)
const files = {
  'network.json': Buffer.from(stringifyNetwork(network)),
  'model.onnx': Buffer.from(model),
  'MODEL_CARD.md': Buffer.from(writeModelCard(network, model.length)),
}
const isCheck = process.argv.includes('--check')
for (const [name, content] of Object.entries(files)) {
  const path = new URL(`../n3-pii/${name}`, import.meta.url)
  if (!isCheck) writeFileSync(path, content)
  else if (!readFileSync(path).equals(content)) {
    console.error(`${name} is not what training gives: run npm run train -w @network3/models.`)
    process.exitCode = 1
  }
}
console.log(
  isCheck ? 'Compared with what is committed.' : 'Wrote network.json, model.onnx and MODEL_CARD.md.',
)
