import { pageInput, pageOf } from '../../fields/page.ts'
import { apiKeyOutput } from './fields.ts'

export const findApiKeysInput = pageInput
export const findApiKeysOutput = pageOf(apiKeyOutput)
