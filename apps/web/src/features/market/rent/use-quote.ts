'use client'

import type { RouterOutputs } from '@network3/api/types'
import { AppError } from '@network3/core/app-error'
import type { OfferKind } from '@network3/core/lease-state'
import { useMutation } from '@tanstack/react-query'
import { getTrpcClient } from '../../../trpc/client.ts'
import type { Want } from './read-want.ts'

export type Quote = RouterOutputs['offers']['quote']
export type JobKind = 'wasm' | 'onnx'
export type RentAsk = {
  kind: OfferKind
  query: string
  want: Want
  budgetWei: string | undefined
  /** Only of operators whose verified nodes run such jobs now. */
  runs: JobKind | undefined
}

/** Prices what is wanted. Its error is the API's, with code and next step. */
export function useQuote() {
  return useMutation({ mutationFn: askQuote })
}

async function askQuote({ kind, query, want, budgetWei, runs }: RentAsk): Promise<Quote> {
  return getTrpcClient().offers.quote.mutate({
    spec: { kind, query: runs === undefined ? query : await queryOfRunners(query, runs) },
    want,
    ...(budgetWei !== undefined && { budgetWei }),
  })
}

/** An offer says what is lent; what runs is said by the sessions of nodes. */
async function queryOfRunners(query: string, runs: JobKind): Promise<string> {
  const { findRunners, queryOfOperators } = await import('@network3/sdk/renting/find-runners')
  const operators = await findRunners({ siteUrl: window.location.origin }, runs)
  if (operators.length > 0) return queryOfOperators(withoutOrder(query), operators)
  const what = runs === 'onnx' ? 'ONNX models' : 'WebAssembly programs'
  throw new AppError('NETWORK_FULL', `No verified node runs ${what} at the moment.`, { retryable: true })
}

/** A quote is filled from the cheapest on, whatever the order of the list. */
function withoutOrder(query: string): string {
  return query.replace(/\border\s+by\b.*$/i, '').trim()
}
