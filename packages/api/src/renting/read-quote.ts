import { AppError } from '@network3/core/app-error'
import type { Db } from '@network3/db/pool'
import { getQuote } from '@network3/db/queries/quote/get-quote'
import type { z } from 'zod'
import { quoteOutput } from '../routers/offers/quote-fields.ts'

export type Quote = z.output<typeof quoteOutput>

/** A stored quote, expired or not. Throws NOT_FOUND. */
export async function readQuote(db: Db, quoteId: string): Promise<Quote> {
  const body = await getQuote(db, quoteId)
  if (body === undefined) {
    throw new AppError('NOT_FOUND', 'There is no such quote, or it is long past: ask for a new one.')
  }
  return quoteOutput.parse(body)
}
