import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeApi } from '../src/describe-api.ts'

writeFileSync(join(import.meta.dirname, '../../../docs/api.md'), describeApi())
