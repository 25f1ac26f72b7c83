'use client'

import type { RouterOutputs } from '@network3/api/types'
import { Badge } from '@network3/ui/badge'
import { Button } from '@network3/ui/button'
import { CodeBlock } from '@network3/ui/code-block'
import { Disclosure } from '@network3/ui/disclosure'
import { Instant } from '@network3/ui/instant'
import { SkeletonRows } from '@network3/ui/skeleton'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useTrpc } from '../../../trpc/provider.tsx'
import { ApiFailure } from '../../list/api-failure.tsx'
import { MoreButton } from '../../list/more-button.tsx'
import { ReadFailure } from '../../staking/read-failure.tsx'

type Delivery = RouterOutputs['webhooks']['findDeliveries']['items'][number]
type Attempt = Delivery['history'][number]

/** What was sent to a webhook, each with its attempts; any of it can be sent again. */
export function Deliveries({ webhookId }: { webhookId: string }) {
  const trpc = useTrpc()
  const query = useInfiniteQuery(
    trpc.webhooks.findDeliveries.infiniteQueryOptions(
      { webhookId, limit: 10 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, refetchInterval: 3_000 },
    ),
  )
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="border-line border-l pl-4">
      {query.isPending && <SkeletonRows rows={2} label="Reading deliveries" />}
      {query.isError && (
        <ReadFailure what="The deliveries" error={query.error} onRetry={() => query.refetch()} />
      )}
      {query.isSuccess && items.length === 0 && (
        <p className="text-ink-2 text-md">Nothing was sent yet. A test arrives within seconds.</p>
      )}
      <ul>
        {items.map((delivery) => (
          <DeliveryItem key={delivery.deliveryId} webhookId={webhookId} delivery={delivery} />
        ))}
      </ul>
      <MoreButton label="Older deliveries" query={query} />
    </div>
  )
}

const tones = { pending: 'line', delivered: 'signal', failed: 'bad' } as const

/** "answered 500 in 12 ms", or "got no answer, after 4 ms: DELIVERY_UNREACHABLE". */
function outcomeOf({ status, reason, durationMs }: Attempt): string {
  return status === null
    ? `got no answer, after ${durationMs} ms: ${reason.code}`
    : `answered ${status} in ${durationMs} ms`
}

function DeliveryItem({ webhookId, delivery }: { webhookId: string; delivery: Delivery }) {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const replay = useMutation(
    trpc.webhooks.replay.mutationOptions({ onSuccess: () => queries.invalidateQueries() }),
  )
  const { deliveryId, type, state, reason, attempts, history, createdAt, nextAttemptAt, body, isTest } =
    delivery
  const last = history.at(-1)
  const isWaiting = state === 'pending' && nextAttemptAt !== null && Date.parse(nextAttemptAt) > Date.now()
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-2 border-line border-b py-3 last:border-b-0">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-md">
        <code>{type}</code>
        {isTest && <Badge>test</Badge>}
        <Badge tone={tones[state]} title={reason.sentence}>
          {state}
        </Badge>
        <span className="text-ink-3">
          {attempts === 1 ? '1 attempt' : `${attempts} attempts`}
          {last && `, the last ${outcomeOf(last)}`}
        </span>
        <span className="ml-auto font-mono text-ink-3 text-sm">
          <Instant at={createdAt} />
        </span>
      </div>
      {state !== 'delivered' && (
        <p className="text-ink-2 text-md">
          {[reason.sentence, reason.nextStep].filter(Boolean).join(' ')}
          {nextAttemptAt !== null && (
            <>
              {' '}
              Tried again at{' '}
              <span className="font-mono text-sm">
                <Instant at={nextAttemptAt} />
              </span>
              .
            </>
          )}
        </p>
      )}
      <div className="flex flex-wrap items-start gap-4">
        <div className="grid min-w-0 grow grid-cols-[minmax(0,1fr)] gap-2">
          <Disclosure summary="Body, as signed and sent">
            <CodeBlock label="the body" code={body} />
          </Disclosure>
          {history.length > 1 && (
            <Disclosure summary="Every attempt">
              <ol className="border-line border-t">
                {history.map((attempt) => (
                  <li
                    key={attempt.at}
                    className="flex flex-wrap justify-between gap-x-4 border-line border-b py-1.5 text-ink-2 text-md"
                  >
                    <span title={attempt.reason.sentence}>{outcomeOf(attempt)}</span>
                    <span className="font-mono text-ink-3 text-sm">
                      <Instant at={attempt.at} />
                    </span>
                  </li>
                ))}
              </ol>
            </Disclosure>
          )}
        </div>
        <Button
          size="sm"
          isBusy={replay.isPending}
          disabledReason={isWaiting || state !== 'pending' ? undefined : 'It is being sent.'}
          onClick={() => replay.mutate({ webhookId, deliveryId })}
        >
          Send again
        </Button>
      </div>
      <ApiFailure error={replay.error} />
    </li>
  )
}
