import { parseArgs } from 'node:util'
import { contractsFolder } from './call-forge.ts'
import { mutateProject } from './mutate/mutate-project.ts'
import { summariseMutation } from './mutate/summarise-mutation.ts'

/**
 * npm run contracts:mutate [-- --sample 60 --seed 1 --contract Staking]: changes the sources in small ways, one at
 * a time, and exits 1 when the tests notice fewer than 90 % of the changes.
 */
const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    contract: { type: 'string', default: '' },
    workers: { type: 'string', default: '2' },
  },
})
console.log(
  `Sample ${values.sample}, seed ${values.seed}${values.contract === '' ? '' : `, ${values.contract}*`}.`,
)
const results = await mutateProject({
  folder: contractsFolder,
  sample: Number(values.sample),
  seed: Number(values.seed),
  contract: values.contract,
  workers: Number(values.workers),
  onResult: ({ mutant, outcome, by, diff }, done, of) =>
    console.log(
      `${done}/${of} ${outcome.padEnd(9)} ${diff.split('\n')[0] ?? mutant.file}${by === '' ? '' : `  ← ${by}`}`,
    ),
})
const { text, isEnough } = summariseMutation(results)
console.log(text)
if (!isEnough) process.exitCode = 1
