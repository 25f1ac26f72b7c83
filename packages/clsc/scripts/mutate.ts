import { readdir } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { createCopy } from './mutate/create-copy.ts'
import { mutateFiles } from './mutate/mutate-files.ts'
import { type Row, rowsOf, summariseMutation } from './mutate/summarise-mutation.ts'

/**
 * npm run mutate:clsc [-- --file kem.ts --file header.ts]: changes the sources in small ways, one at a time, in a
 * temporary copy, and exits 1 when the tests notice fewer than 90 % of the changes. Survivors are named with their place.
 */
const { values } = parseArgs({ options: { file: { type: 'string', multiple: true } } })
/** A few files for each start of Stryker: fewer starts, and yet a row every few minutes. */
const BATCH = 4

const all = (await readdir(new URL('../src/', import.meta.url)))
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .sort()
const files = values.file ?? all
const unknown = files.filter((file) => !all.includes(file))
if (unknown.length > 0) throw new Error(`packages/clsc/src has no ${unknown.join(', ')}.`)

const copy = await createCopy()
const rows: Row[] = []
try {
  for (let start = 0; start < files.length; start += BATCH) {
    const measured = rowsOf(await mutateFiles(copy.folder, files.slice(start, start + BATCH)))
    rows.push(...measured)
    console.log(measured.flatMap((row) => row.survivors).join('\n'))
    console.log(`${summariseMutation(rows).text}\n(${rows.length} files so far, ${files.length} in all)\n`)
  }
} finally {
  await copy.remove()
}
if (!summariseMutation(rows).isEnough) {
  console.error('Fewer than 90 % of the mutants were noticed.')
  process.exitCode = 1
}
