import { createRouter } from '../../trpc.ts'
import { findClaims } from './find-claims.ts'
import { getClaimable } from './get-claimable.ts'

export const rewardsRouter = createRouter({
  getClaimable: getClaimable,
  findClaims: findClaims,
})
