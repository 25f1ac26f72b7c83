'use client'

import type { RouterOutputs } from '@network3/api/types'
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

function askQuote({ kind, query, want, budgetWei, runs }: RentAsk): Promise<Quote> {
  return getTrpcClient().offers.quote.mutate({
    spec: { kind, query, runs },
    want,
    ...(budgetWei !== undefined && { budgetWei }),
  })
}
