import { z } from 'zod'
import { quoteIdField } from './quote-fields.ts'

export const getQuoteInput = z.object({ quoteId: quoteIdField })
