'use client'

import { type WebhookEvent, webhookEventNames, webhookEvents } from '@network3/core/webhooks/webhook-events'
import { Button } from '@network3/ui/button'
import { Field } from '@network3/ui/field'
import { Input } from '@network3/ui/input'
import { SectionHead } from '@network3/ui/section-head'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTrpc } from '../../../trpc/provider.tsx'
import { ApiFailure } from '../../list/api-failure.tsx'
import { SecretOnce } from './secret-once.tsx'

const releases = { 'at-once': 'at once', safe: 'when safe', final: 'when final' } as const

/** Where to tell, and of what. Its secret is shown once. */
export function CreateWebhook() {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const [url, setUrl] = useState('')
  const [description, setDescription] = useState('')
  const [chosen, setChosen] = useState<readonly WebhookEvent[]>(webhookEventNames)
  const [isTried, setTried] = useState(false)
  const create = useMutation(
    trpc.webhooks.create.mutationOptions({ onSuccess: () => queries.invalidateQueries() }),
  )
  const problem = /^https:\/\/\S+$/.test(url.trim()) ? undefined : 'A URL that begins with https://.'
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
            hint="On the public internet: private addresses are not called, and redirects not followed."
            error={isTried ? problem : undefined}
          >
            {(control) => (
              <Input
                {...control}
                isMono
                type="url"
                placeholder="https://example.org/network3"
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
                  {webhookEvents[name].says} Sent {releases[webhookEvents[name].release]}.
                </span>
              </label>
            ))}
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
