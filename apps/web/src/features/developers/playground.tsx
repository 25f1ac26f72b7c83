'use client'

import { Button } from '@network3/ui/button'
import { CodeBlock } from '@network3/ui/code-block'
import { Field } from '@network3/ui/field'
import { Input } from '@network3/ui/input'
import { ReasonBar } from '@network3/ui/reason-bar'
import { type FormEvent, useEffect, useId, useState } from 'react'
import { paths } from '../../paths.ts'

type Answer = { status: string; headers: string; body: string; ms: number }

const FIRST = '/offers?query=kind = compute order by price&limit=2'
const SHOWN_HEADERS = ['content-type', 'x-request-id', 'ratelimit', 'ratelimit-policy', 'retry-after']
const MOST_CHARACTERS = 30_000

/** Asks one GET endpoint of /api/v1 and shows what comes back, problem or not. */
export function Playground() {
  const [path, setPath] = useState(FIRST)
  const [known, setKnown] = useState<readonly string[]>([])
  const [answer, setAnswer] = useState<Answer>()
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const listId = useId()

  useEffect(() => {
    const asked = new URL(window.location.href).searchParams.get('try')
    if (asked?.startsWith('/')) setPath(asked)
  }, [])

  const readKnown = async () => {
    if (known.length > 0) return
    const response = await fetch(paths.openApi).catch(() => undefined)
    const description: unknown = await response?.json().catch(() => undefined)
    setKnown(readPaths(description))
  }
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(undefined)
    const url = new URL(window.location.href)
    url.searchParams.set('try', path)
    window.history.replaceState(null, '', url)
    try {
      setAnswer(await ask(path))
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <form onSubmit={(event) => void onSubmit(event)} aria-label="Ask the API">
        <Field label="GET /api/v1…" hint="Any path of the reference; words in {braces} are yours to fill in.">
          {(control) => (
            <div className="flex gap-2">
              <Input
                {...control}
                isMono
                list={listId}
                value={path}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                onFocus={() => void readKnown()}
                onChange={(event) => setPath(event.target.value)}
              />
              <Button type="submit" isBusy={isBusy}>
                Ask
              </Button>
            </div>
          )}
        </Field>
        <datalist id={listId}>
          {known.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      </form>
      <div aria-live="polite" className="grid grid-cols-[minmax(0,1fr)] gap-3 empty:hidden">
        {problem !== undefined && (
          <ReasonBar tone="bad" code="UNAVAILABLE" sentence={`There was no answer: ${problem}`} />
        )}
        {answer !== undefined && (
          <>
            <CodeBlock
              label="the headers"
              title={`${answer.status} in ${answer.ms} ms`}
              code={answer.headers}
            />
            <CodeBlock
              label="the body"
              title="body"
              code={answer.body}
              className="max-h-[420px] overflow-y-auto"
            />
          </>
        )}
      </div>
    </div>
  )
}

async function ask(path: string): Promise<Answer> {
  const startedAt = performance.now()
  const response = await fetch(`/api/v1${path.startsWith('/') ? path : `/${path}`}`)
  const text = await response.text()
  return {
    status: `${response.status} ${response.statusText}`.trim(),
    headers: SHOWN_HEADERS.flatMap((name) => {
      const value = response.headers.get(name)
      return value === null ? [] : [`${name}: ${value}`]
    }).join('\n'),
    body: pretty(text).slice(0, MOST_CHARACTERS),
    ms: Math.round(performance.now() - startedAt),
  }
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2)
  } catch {
    return text
  }
}

function readPaths(description: unknown): string[] {
  if (typeof description !== 'object' || description === null || !('paths' in description)) return []
  const all = Object.entries(description.paths as Record<string, object>)
  return all.filter(([, methods]) => 'get' in methods).map(([path]) => path)
}
