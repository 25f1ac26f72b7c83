'use client'

import { type WebhookEvent, webhookEventNames, webhookEvents } from '@network3/core/webhooks/webhook-events'
import { Button } from '@network3/ui/button'
import { Field } from '@network3/ui/field'
import { Input } from '@network3/ui/input'
import { SectionHead } from '@network3/ui/section-head'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useChainConfig } from '../../../chain/chain-provider.tsx'
import { useTrpc } from '../../../trpc/provider.tsx'
import { ApiFailure } from '../../list/api-failure.tsx'
import { SecretOnce } from './secret-once.tsx'
import { webhookUrlProblem } from './webhook-url-problem.ts'

const releases = {
  'at-once': 'at once',
  safe: 'when its block is safe',
  final: 'when its block is final',
} as const

/** Where to tell, and of what. Its secret is shown once. */
export function CreateWebhook() {
  const { isLocal } = useChainConfig()
  const trpc = useTrpc()
  const queries = useQueryClient()
  const [url, setUrl] = useState('')
  const [description, setDescription] = useState('')
  const [chosen, setChosen] = useState<readonly WebhookEvent[]>(webhookEventNames)
  const [isTried, setTried] = useState(false)
  const create = useMutation(
    trpc.webhooks.create.mutationOptions({ onSuccess: () => queries.invalidateQueries() }),
  )
  const problem = webhookUrlProblem(url.trim(), isLocal)
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (problem !== undefined || chosen.length === 0) return
    create.mutate({ url: url.trim(), description, events: [...chosen] })
  }
  return (
    <section aria-labelledby="new-webhook">
      <SectionHead id="new-webhook" title="Make a webhook" />
      {create.data !== undefined ? (
        <SecretOnce secret={create.data.secret} onKept={() => create.reset()} />
      ) : (
        <form
          onSubmit={onSubmit}
          aria-label="Make a webhook"
          className="grid max-w-[760px] gap-4 border-line-strong border-t pt-4"
        >
          <Field
            label="URL"
            hint={
              isLocal
                ? 'A server on the public internet (https), or on this machine: this local network also calls http://localhost:<port>. Redirects are not followed.'
                : 'On the public internet: private addresses are not called, and redirects not followed.'
            }
            error={isTried ? problem : undefined}
          >
            {(control) => (
              <Input
                {...control}
                isMono
                type="url"
                placeholder={isLocal ? 'http://localhost:4000/network3' : 'https://example.org/network3'}
                autoComplete="off"
                value={url}
                onChange={(event) => setUrl(event.target.value)}
              />
            )}
          </Field>
          <Field label="What is it for?">
            {(control) => (
              <Input
                {...control}
                maxLength={200}
                autoComplete="off"
                value={description}
                onChange={(event) => setDescription(event.target.value)}
              />
            )}
          </Field>
          <fieldset className="grid gap-1.5">
            <legend className="mb-1.5 font-medium text-ink-2 text-sm">It is told of</legend>
            {webhookEventNames.map((name) => (
              <label key={name} className="flex flex-wrap items-baseline gap-x-2.5 text-md">
                <input
                  type="checkbox"
                  checked={chosen.includes(name)}
                  onChange={(event) =>
                    setChosen(event.target.checked ? [...chosen, name] : chosen.filter((one) => one !== name))
                  }
                  className="accent-signal"
                />
                <code>{name}</code>
                <span className="text-ink-3">
                  {webhookEvents[name].says.replaceAll('`', '')} Sent {releases[webhookEvents[name].release]}.
                </span>
              </label>
            ))}
            <p className="text-ink-3 text-sm">
              A safe block is rarely lost; should it be, a message takes back what was told. A final one
              cannot be lost.
            </p>
            {isTried && chosen.length === 0 && <p className="text-bad text-sm">Choose at least one.</p>}
          </fieldset>
          <div className="grid justify-items-start gap-3">
            <Button type="submit" variant="signal" isBusy={create.isPending}>
              Make the webhook
            </Button>
            <ApiFailure error={create.error} />
          </div>
        </form>
      )}
    </section>
  )
}
