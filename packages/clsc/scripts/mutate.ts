import { readdir } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { createCopy } from './mutate/create-copy.ts'
import { mutateFiles } from './mutate/mutate-files.ts'
import { type Row, rowsOf, summariseMutation } from './mutate/summarise-mutation.ts'

/**
 * npm run mutate:clsc [-- --fresh --file kem.ts --file header.ts]: changes the sources in small ways, one at a time, in
 * a temporary copy, and exits 1 when the tests notice fewer than 90 % of the changes. Survivors are named with their
 * place. One run at a time; one that was ended goes on where it was, and --fresh begins anew.
 */
const { values } = parseArgs({
  options: { file: { type: 'string', multiple: true }, fresh: { type: 'boolean', default: false } },
})
/** A few files for each start of Stryker: fewer starts, and yet a row every few minutes. */
const BATCH = 4

const all = (await readdir(new URL('../src/', import.meta.url)))
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .sort()
const files = values.file ?? all
const unknown = files.filter((file) => !all.includes(file))
if (unknown.length > 0) throw new Error(`packages/clsc/src has no ${unknown.join(', ')}.`)

const folder = await createCopy({ fresh: values.fresh })
const rows: Row[] = []
for (let start = 0; start < files.length; start += BATCH) {
  const batch = files.slice(start, start + BATCH)
  const measured = rowsOf(await mutateFiles(folder, batch)).filter((row) => batch.includes(row.name))
  rows.push(...measured)
  console.log(measured.flatMap((row) => row.toJudge).join('\n'))
  console.log(`\n${summariseMutation(rows).text}\n`)
}
if (!summariseMutation(rows).isEnough) {
  console.error('Fewer than 90 % of the mutants were noticed.')
  process.exitCode = 1
}
