'use client'

import type { RouterOutputs } from '@network3/api/types'
import { Amount } from '@network3/ui/amount'
import { Badge } from '@network3/ui/badge'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { EmptyState } from '@network3/ui/empty-state'
import { Instant } from '@network3/ui/instant'
import { SectionHead } from '@network3/ui/section-head'
import { SkeletonRows } from '@network3/ui/skeleton'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTrpc } from '../../../trpc/provider.tsx'
import { MoreButton } from '../../list/more-button.tsx'
import { ReadFailure } from '../../staking/read-failure.tsx'
import { CreateKey } from './create-key.tsx'
import { RevokeKey } from './revoke-key.tsx'
import { SignInGate } from './sign-in-gate.tsx'

type ApiKey = RouterOutputs['apiKeys']['find']['items'][number]

/** The keys of the account, and the way to make one. */
export function KeysSection() {
  return (
    <SignInGate what="your keys">
      <CreateKey />
      <Keys />
    </SignInGate>
  )
}

function Keys() {
  const trpc = useTrpc()
  const query = useInfiniteQuery(
    trpc.apiKeys.find.infiniteQueryOptions(
      { limit: 20 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  )
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section aria-labelledby="keys">
      <SectionHead id="keys" title="Your keys" note="newest first" />
      {query.isPending && <SkeletonRows rows={2} label="Reading keys" />}
      {query.isError && <ReadFailure what="The keys" error={query.error} onRetry={() => query.refetch()} />}
      {query.isSuccess && items.length === 0 && (
        <EmptyState title="No keys yet">
          A program without one works too, within the limits of its network. A key has limits of its own, a
          cap on what it may spend in a day, and shows what it did.
        </EmptyState>
      )}
      {items.length > 0 && <KeysTable keys={items} />}
      <MoreButton label="Older keys" query={query} />
    </section>
  )
}

const tones = { active: 'signal', expired: 'warn', revoked: 'line' } as const

/** Keys begin alike: the ends of what is public of them tell them apart. */
const shorten = (prefix: string) => `${prefix.slice(0, 13)}…${prefix.slice(-6)}`

function KeysTable({ keys }: { keys: readonly ApiKey[] }) {
  return (
    <DataTable label="Table of keys">
      <thead>
        <tr>
          <HeadCell>Key</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell hideBelow="md">May</HeadCell>
          <HeadCell isNumber hideBelow="lg">
            Cap a day, N3
          </HeadCell>
          <HeadCell hideBelow="lg">Last used, UTC</HeadCell>
          <HeadCell hideBelow="xl">Expires, UTC</HeadCell>
          <HeadCell>
            <span className="sr-only">Revoke</span>
          </HeadCell>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.keyId}>
            <Cell className="py-2">
              <span className="block max-w-[40ch] truncate max-md:max-w-[24ch]" title={key.name}>
                {key.name}
              </span>
              <span className="block font-mono text-ink-3 text-sm" title={`${key.prefix}…`}>
                {shorten(key.prefix)}
              </span>
              <span className="block text-ink-3 text-sm md:hidden">may {key.scopes.join(', ')}</span>
            </Cell>
            <Cell>
              <Badge tone={tones[key.state]}>{key.state}</Badge>
            </Cell>
            <Cell hideBelow="md" className="text-ink-2 text-md">
              {key.scopes.join(', ')}
            </Cell>
            <Cell isNumber hideBelow="lg">
              {key.dailyCapWei === null ? (
                <span className="text-ink-3">no cap</span>
              ) : (
                <Amount wei={key.dailyCapWei} />
              )}
            </Cell>
            <Cell hideBelow="lg" className="font-mono text-ink-2 text-md">
              {key.lastUsedAt === null ? 'never' : <Instant at={key.lastUsedAt} />}
            </Cell>
            <Cell hideBelow="xl" className="font-mono text-ink-2 text-md">
              {key.expiresAt === null ? 'never' : <Instant at={key.expiresAt} />}
            </Cell>
            <Cell className="text-right">
              {key.state === 'active' && <RevokeKey keyId={key.keyId} name={key.name} />}
            </Cell>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
