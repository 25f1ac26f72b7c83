'use client'

import { Button } from '@network3/ui/button'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTrpc } from '../../../trpc/provider.tsx'
import { ApiFailure } from '../../list/api-failure.tsx'

/** Ends a key at once, after asking once more. */
export function RevokeKey({ keyId, name }: { keyId: string; name: string }) {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const [isSure, setSure] = useState(false)
  const revoke = useMutation(
    trpc.apiKeys.revoke.mutationOptions({ onSuccess: () => queries.invalidateQueries() }),
  )
  return (
    <span className="inline-grid justify-items-end gap-2">
      <Button
        size="sm"
        variant={isSure ? 'ink' : 'line'}
        isBusy={revoke.isPending}
        aria-label={isSure ? `Revoke ${name} for good` : `Revoke ${name}`}
        onClick={() => (isSure ? revoke.mutate({ keyId }) : setSure(true))}
        onBlur={() => setSure(false)}
      >
        {isSure ? 'For good?' : 'Revoke'}
      </Button>
      <ApiFailure error={revoke.error} />
    </span>
  )
}
