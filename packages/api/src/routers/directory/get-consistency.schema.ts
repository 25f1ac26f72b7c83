import { z } from 'zod'
import { hashOutput } from '../../fields/hash.ts'
import { generationField } from '../keys/fields.ts'
import { pathField } from './fields.ts'

const size = z.int().min(1)

export const getConsistencyInput = z
  .object({ generation: generationField.optional(), before: size, size })
  .refine((input) => input.before <= input.size, { error: 'before is at most size', path: ['before'] })

export const getConsistencyOutput = z.object({
  generation: generationField,
  before: size,
  size,
  rootBefore: hashOutput,
  root: hashOutput,
  /** Proves that the first `before` bundles are the same under both roots (RFC 6962 section 2.1.2). */
  path: pathField,
})
