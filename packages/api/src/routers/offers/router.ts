import { createRouter } from '../../trpc.ts'
import { findOffers } from './find-offers.ts'
import { getFacets } from './get-facets.ts'
import { getOffer } from './get-offer.ts'
import { getQuote } from './get-quote.ts'
import { getTemplate } from './get-template.ts'
import { prepareCancel } from './prepare-cancel.ts'
import { publishOffer } from './publish-offer.ts'
import { quote } from './quote.ts'
import { screen } from './screen.ts'

export const offersRouter = createRouter({
  find: findOffers,
  get: getOffer,
  getFacets,
  screen,
  getTemplate,
  publish: publishOffer,
  prepareCancel,
  quote,
  getQuote,
})
