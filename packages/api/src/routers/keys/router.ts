import { createRouter } from '../../trpc.ts'
import { findRevocations } from './find-revocations.ts'
import { findRoots } from './find-roots.ts'
import { getGeneration } from './get-generation.ts'

export const keysRouter = createRouter({
  getGeneration: getGeneration,
  findRevocations: findRevocations,
  findRoots: findRoots,
})
