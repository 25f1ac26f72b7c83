'use client'

import { isAppError } from '@network3/core/app-error'
import { parseN3 } from '@network3/core/parse-n3'
import { Button } from '@network3/ui/button'
import { CodeBlock } from '@network3/ui/code-block'
import { Field } from '@network3/ui/field'
import { Input } from '@network3/ui/input'
import { ReasonBar } from '@network3/ui/reason-bar'
import { SectionHead } from '@network3/ui/section-head'
import { Select } from '@network3/ui/select'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTrpc } from '../../../trpc/provider.tsx'
import { ApiFailure } from '../../list/api-failure.tsx'

const scopes = {
  read: 'usage',
  jobs: 'submit and act on jobs',
  leases: 'quotes and calldata',
  webhooks: 'webhooks and deliveries',
} as const
type Scope = keyof typeof scopes
const scopeNames = Object.keys(scopes) as Scope[]

const lifetimes = { '30': '30 days', '90': '90 days', '365': 'a year', '': 'until it is revoked' }
const DAY_MS = 86_400_000

/** Makes a key. It is shown once: only its hash is kept. */
export function CreateKey() {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly Scope[]>(['read', 'jobs'])
  const [days, setDays] = useState('90')
  const [cap, setCap] = useState('')
  const [isTried, setTried] = useState(false)
  const create = useMutation(
    trpc.apiKeys.create.mutationOptions({ onSuccess: () => queries.invalidateQueries() }),
  )
  const capWei = readCap(cap)
  const problems = {
    name: name.trim() === '' ? 'Say what it is for.' : undefined,
    scopes: chosen.length === 0 ? 'Choose what it may do.' : undefined,
    cap: capWei.problem,
  }

  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.values(problems).some((problem) => problem !== undefined)) return
    create.mutate({
      ...{ name: name.trim(), scopes: [...chosen] },
      ...(days !== '' && { expiresAt: new Date(Date.now() + Number(days) * DAY_MS).toISOString() }),
      ...(capWei.wei !== undefined && { dailyCapWei: capWei.wei }),
    })
  }
  if (create.data !== undefined) {
    return (
      <section aria-labelledby="new-key" className="grid grid-cols-[minmax(0,1fr)] justify-items-start gap-4">
        <SectionHead id="new-key" title={`The key “${create.data.name}”`} />
        <CodeBlock label="the key" title="shown this once" code={create.data.key} className="w-full" />
        <ReasonBar
          code="SHOWN_ONCE"
          sentence="Keep it now: only its hash is stored, so nobody can show it again. Whoever has it can do what it may."
          action={
            <Button size="sm" onClick={() => create.reset()}>
              I have kept it
            </Button>
          }
        />
      </section>
    )
  }
  return (
    <section aria-labelledby="new-key">
      <SectionHead id="new-key" title="Make a key" />
      <form
        onSubmit={onSubmit}
        aria-label="Make a key"
        className="grid max-w-[760px] gap-4 border-line-strong border-t pt-4 md:grid-cols-2"
      >
        <Field label="What is it for?" error={isTried ? problems.name : undefined} className="md:col-span-2">
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={64}
              placeholder="the build server"
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <fieldset className="grid gap-2 md:col-span-2">
          <legend className="mb-1.5 font-medium text-ink-2 text-sm">It may</legend>
          <div className="flex flex-wrap gap-x-7 gap-y-2">
            {scopeNames.map((scope) => (
              <label key={scope} className="inline-flex items-baseline gap-2 text-md">
                <input
                  type="checkbox"
                  checked={chosen.includes(scope)}
                  onChange={(event) =>
                    setChosen(
                      event.target.checked ? [...chosen, scope] : chosen.filter((one) => one !== scope),
                    )
                  }
                  className="accent-signal"
                />
                <code>{scope}</code> <span className="text-ink-3">{scopes[scope]}</span>
              </label>
            ))}
          </div>
          {isTried && problems.scopes && <p className="text-bad text-sm">{problems.scopes}</p>}
        </fieldset>
        <Field label="Good for">
          {(control) => (
            <Select {...control} value={days} onChange={(event) => setDays(event.target.value)}>
              {Object.entries(lifetimes).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field
          label="Cap a day, N3"
          hint="The most that jobs it submits in a day (UTC) may cost. Left empty: no cap but the leases."
          error={problems.cap}
        >
          {(control) => (
            <Input
              {...control}
              isMono
              unit="N3"
              inputMode="decimal"
              autoComplete="off"
              value={cap}
              onChange={(event) => setCap(event.target.value)}
            />
          )}
        </Field>
        <div className="grid justify-items-start gap-3 md:col-span-2">
          <Button type="submit" variant="signal" isBusy={create.isPending}>
            Make the key
          </Button>
          <ApiFailure error={create.error} />
        </div>
      </form>
    </section>
  )
}

function readCap(text: string): { wei: string | undefined; problem: string | undefined } {
  if (text.trim() === '') return { wei: undefined, problem: undefined }
  try {
    return { wei: String(parseN3(text)), problem: undefined }
  } catch (error) {
    if (isAppError(error, 'AMOUNT_INVALID')) return { wei: undefined, problem: error.message }
    throw error
  }
}
