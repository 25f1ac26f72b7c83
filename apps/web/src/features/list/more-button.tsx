'use client'

import { Button } from '@network3/ui/button'

type MoreButtonProps = {
  /** "Older requests": what the next page holds. */
  label: string
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
}

/** Fetches a list's next page; nothing when there is none. */
export function MoreButton({ label, query }: MoreButtonProps) {
  if (!query.hasNextPage) return null
  return (
    <Button
      size="sm"
      className="mt-4"
      isBusy={query.isFetchingNextPage}
      onClick={() => query.fetchNextPage()}
    >
      {label}
    </Button>
  )
}
