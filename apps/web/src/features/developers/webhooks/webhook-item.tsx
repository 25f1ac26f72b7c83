'use client'

import type { RouterOutputs } from '@network3/api/types'
import { Badge } from '@network3/ui/badge'
import { Button } from '@network3/ui/button'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTrpc } from '../../../trpc/provider.tsx'
import { ApiFailure } from '../../list/api-failure.tsx'
import { Deliveries } from './deliveries.tsx'
import { SecretOnce } from './secret-once.tsx'

type Webhook = RouterOutputs['webhooks']['find']['items'][number]

const tones = { active: 'signal', disabled: 'warn', revoked: 'line' } as const

/** One webhook: what it is told of, whether that works, and what can be done with it. */
export function WebhookItem({ webhook }: { webhook: Webhook }) {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const [isSure, setSure] = useState(false)
  const done = { onSuccess: () => queries.invalidateQueries() }
  const test = useMutation(
    trpc.webhooks.sendTest.mutationOptions({
      onSuccess: () => {
        setOpen(true)
        return queries.invalidateQueries()
      },
    }),
  )
  const rotate = useMutation(trpc.webhooks.rotateSecret.mutationOptions(done))
  const revoke = useMutation(trpc.webhooks.revoke.mutationOptions(done))
  const { webhookId, url, description, events, state, reason, detail } = webhook
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-3 border-line border-b py-4">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <span className="break-all font-mono text-md">{url}</span>
        <Badge tone={tones[state]} title={reason.sentence}>
          {state}
        </Badge>
        {description !== '' && <span className="text-ink-2 text-md">{description}</span>}
      </div>
      <p className="text-ink-3 text-sm">{events.join(', ')}</p>
      {state !== 'active' && (
        <p className="text-md text-warn">
          <code>{reason.code}</code> {[reason.sentence, detail, reason.nextStep].filter(Boolean).join(' ')}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {state !== 'revoked' && (
          <Button size="sm" isBusy={test.isPending} onClick={() => test.mutate({ webhookId })}>
            Send a test
          </Button>
        )}
        <Button size="sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Put deliveries away' : 'Deliveries'}
        </Button>
        {state !== 'revoked' && (
          <>
            <Button size="sm" isBusy={rotate.isPending} onClick={() => rotate.mutate({ webhookId })}>
              Rotate its secret
            </Button>
            <Button
              size="sm"
              variant={isSure ? 'ink' : 'line'}
              isBusy={revoke.isPending}
              onBlur={() => setSure(false)}
              onClick={() => (isSure ? revoke.mutate({ webhookId }) : setSure(true))}
            >
              {isSure ? 'For good?' : 'Revoke'}
            </Button>
          </>
        )}
      </div>
      <ApiFailure error={test.error ?? rotate.error ?? revoke.error} />
      {rotate.data !== undefined && <SecretOnce secret={rotate.data.secret} onKept={() => rotate.reset()} />}
      {isOpen && <Deliveries webhookId={webhookId} />}
    </li>
  )
}
