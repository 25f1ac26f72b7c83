'use client'

import { Button } from '@network3/ui/button'
import { ErrorState } from '@network3/ui/error-state'

export default function PageError({
  error,
  retry,
}: {
  error: Error & { digest?: string }
  retry: () => void
}) {
  return (
    <ErrorState
      title="This page could not be drawn"
      code={error.digest ? `INTERNAL ${error.digest}` : 'INTERNAL'}
      sentence="Something went wrong on our side. It was recorded under this number."
      action={
        <Button size="sm" onClick={retry}>
          Try again
        </Button>
      }
    />
  )
}
