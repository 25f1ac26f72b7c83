import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { layOutData } from '../data/data-layout.ts'
import { type RunningStack, readStackFile } from '../data/read-stack-file.ts'
import { readCallerFolder } from '../env.ts'

const root = resolve(import.meta.dirname, '../../../..')

/** The running stack of `--data-dir` (default .network3/). @throws AppError STACK_NOT_RUNNING */
export function findAuditTarget(args: string[]): RunningStack {
  const { values } = parseArgs({ args, options: { 'data-dir': { type: 'string' } } })
  const given = values['data-dir']
  const folder = given === undefined ? resolve(root, '.network3') : resolve(readCallerFolder(), given)
  return readStackFile(layOutData(folder).stack)
}
