import { createRouter } from '../../trpc.ts'
import { findOffers } from './find-offers.ts'
import { getOffer } from './get-offer.ts'
import { publishOffer } from './publish-offer.ts'

export const offersRouter = createRouter({ find: findOffers, get: getOffer, publish: publishOffer })
