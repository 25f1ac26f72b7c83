'use client'

import { EmptyState } from '@network3/ui/empty-state'
import { SectionHead } from '@network3/ui/section-head'
import { SkeletonRows } from '@network3/ui/skeleton'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTrpc } from '../../../trpc/provider.tsx'
import { MoreButton } from '../../list/more-button.tsx'
import { ReadFailure } from '../../staking/read-failure.tsx'
import { SignInGate } from '../access/sign-in-gate.tsx'
import { CreateWebhook } from './create-webhook.tsx'
import { WebhookItem } from './webhook-item.tsx'

/** The webhooks of the account, and the way to make one. */
export function WebhooksSection() {
  return (
    <SignInGate what="your webhooks">
      <CreateWebhook />
      <Webhooks />
    </SignInGate>
  )
}

function Webhooks() {
  const trpc = useTrpc()
  const query = useInfiniteQuery(
    trpc.webhooks.find.infiniteQueryOptions(
      { limit: 20 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  )
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section aria-labelledby="webhooks">
      <SectionHead id="webhooks" title="Your webhooks" note="newest first" />
      {query.isPending && <SkeletonRows rows={2} label="Reading webhooks" />}
      {query.isError && (
        <ReadFailure what="The webhooks" error={query.error} onRetry={() => query.refetch()} />
      )}
      {query.isSuccess && items.length === 0 && (
        <EmptyState title="No webhooks yet">
          One you make above is told of your leases and jobs: signed, tried again for days, and to be
          replayed.
        </EmptyState>
      )}
      {items.length > 0 && (
        <ul className="border-line-strong border-t">
          {items.map((webhook) => (
            <WebhookItem key={webhook.webhookId} webhook={webhook} />
          ))}
        </ul>
      )}
      <MoreButton label="Older webhooks" query={query} />
    </section>
  )
}
