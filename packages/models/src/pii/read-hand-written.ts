import { readFileSync } from 'node:fs'
import type { LabelledValue } from './generate.ts'
import { type PiiLabel, piiLabels } from './labels.ts'

/** The values of n3-pii/hand-written.txt. Throws when a section is no label. */
export function readHandWritten(): LabelledValue[] {
  const text = readFileSync(new URL('../../n3-pii/hand-written.txt', import.meta.url), 'utf8')
  const values: LabelledValue[] = []
  let label: PiiLabel | undefined
  for (const line of text.split('\n')) {
    const [, section] = /^\[([a-z]+)\]$/.exec(line) ?? []
    if (section !== undefined) {
      label = piiLabels.find((known) => known === section)
      if (label === undefined) throw new Error(`hand-written.txt: “${section}” is no label.`)
    } else if (line !== '' && !/^# /.test(line) && label !== undefined) values.push({ value: line, label })
  }
  return values
}
